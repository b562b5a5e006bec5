"""The register of automated aids (DESIGN section 2, rule 3): what each is for, whether it is on, and every use of it.

It knows no aid by itself: each package loads its own definitions and `config` registers them at start-up. An aid is
off until an administrator of the program turns it on, and everything works with all of them off.
"""

from __future__ import annotations

from datetime import datetime

import msgspec
from django.db import transaction

from fairway.base import audit
from fairway.base.definitions import BadDefinition, Owned, Source, Text
from fairway.base.errors import FairwayError
from fairway.base.models import AidRun, AidSwitch


class NoSuchAid(FairwayError):
    """Nothing is registered under this id."""


class AidIsOff(FairwayError):
    """The aid was asked for while it is off for this program."""


class Measured(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One figure of how well an aid does: on what, against which baseline, and what that cannot show."""

    what: Text
    figure: str
    baseline: str
    data: Text


class Aid(Owned, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The card of an aid. Its fields follow the source attributes of 45 CFR 170.315(b)(11) where they fit."""

    owner: str
    name: Text
    purpose: Text
    who_decides: Text
    inputs: Text
    shows: Text
    method: Text
    learned_from: Text
    limits: Text
    not_for: Text
    fairness: Text
    audited_by: tuple[str, ...]
    upkeep: Text
    measured: tuple[Measured, ...]
    sources: tuple[Source, ...]


class Register:
    """What was registered at start-up, by id."""

    aids: dict[str, Aid] = {}


def register(aid: Aid) -> None:
    """Make an aid known. Registering the same card again changes nothing.

    Raises BadDefinition when another card stands under its id.
    """
    if Register.aids.setdefault(aid.id, aid) != aid:
        raise BadDefinition(f"Two aids are called `{aid.id}`. Give one of them another id.")


def registered() -> tuple[Aid, ...]:
    """Every aid, by id."""
    return tuple(Register.aids[key] for key in sorted(Register.aids))


def find(aid_id: str) -> Aid:
    """The card of an aid. Raises NoSuchAid."""
    if aid_id not in Register.aids:
        raise NoSuchAid("There is no aid `{aid}`. Choose one of the registered.", aid=aid_id)
    return Register.aids[aid_id]


def is_on(aid_id: str, program_id: int) -> bool:
    """Whether the program turned it on. No answer is off."""
    return AidSwitch.objects.filter(aid=aid_id, program_id=program_id, is_on=True).exists()


def require(aid_id: str, program_id: int) -> Aid:
    """The card of an aid that is on. Raises NoSuchAid and AidIsOff."""
    aid = find(aid_id)
    if not is_on(aid.id, program_id):
        raise AidIsOff(
            "The aid `{aid}` is off for program {program}. An administrator can turn it on under Aids.",
            aid=aid.id,
            program=program_id,
        )
    return aid


def switches(program_id: int) -> dict[str, AidSwitch]:
    """The switch of each aid that anyone here ever touched, by the aid's id."""
    return {one.aid: one for one in AidSwitch.objects.filter(program_id=program_id)}


@transaction.atomic
def switch(*, aid_id: str, program_id: int, on: bool, by: str, at: datetime) -> AidSwitch:
    """Turn an aid on or off for one program. Raises NoSuchAid."""
    aid = find(aid_id)
    row, _ = AidSwitch.objects.update_or_create(
        aid=aid.id,
        program_id=program_id,
        defaults={"is_on": on, "switched_by": by, "switched_at": at},
    )
    audit.record(
        "aid.on" if on else "aid.off",
        about=row,
        by=by,
        at=at,
        program_id=program_id,
        aid=aid.id,
        version=aid.version,
    )
    return row


def begin(
    *,
    aid_id: str,
    program_id: int,
    by: str,
    at: datetime,
    inputs: int = 0,
    settings: dict[str, object] | None = None,
) -> AidRun:
    """Write down that an aid is being used, by which version and on how much.

    Raises NoSuchAid, and AidIsOff where the program has not turned it on.
    """
    aid = require(aid_id, program_id)
    return AidRun.objects.create(
        aid=aid.id,
        version=aid.version,
        program_id=program_id,
        settings=settings or {},
        inputs=inputs,
        asked_by=by,
        started_at=at,
    )


@transaction.atomic
def end(run: AidRun, *, result: dict[str, object], at: datetime) -> AidRun:
    """Write down what came out, in counts."""
    run.result, run.ended_at = result, at
    run.save(update_fields=["result", "ended_at"])
    audit.record(
        "aid.used",
        about=run,
        by=run.asked_by,
        at=at,
        program_id=run.program_id,
        aid=run.aid,
        version=run.version,
        **result,
    )
    return run


def runs(program_id: int, *, aid_id: str, limit: int = 10) -> list[AidRun]:
    """The latest uses of an aid by one program, the newest first."""
    used = AidRun.objects.filter(program_id=program_id, aid=aid_id)
    return list(used.order_by("-started_at", "-id")[:limit])
