"""Stakeholders: found by any name they were given, or made; merged by a person, and apart again."""

from datetime import datetime

from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.people.models import Organization
from fairway.plan.documents.rules import tidy
from fairway.plan.stakeholders.models import Alias, Stakeholder, StakeholderMerge
from fairway.plan.stakeholders.rules import fold


class NoName(FairwayError):
    """A stakeholder needs a name with at least one letter or digit."""


class NameTaken(FairwayError):
    """This name stands for another stakeholder already."""


class CannotMerge(FairwayError):
    """These two cannot be made one; the text says why and what to do."""


class AlreadyUndone(FairwayError):
    """This merge was undone before."""


@transaction.atomic
def known_as(
    *,
    program: Organization,
    name: str,
    by: str,
    at: datetime,
    kind: str = Stakeholder.Kind.UNKNOWN,
    source: str = "",
    abbreviation: str = "",
) -> Stakeholder:
    """The stakeholder of this name under any of its spellings; made when nobody is known by it. Raises NoName."""
    key = _key(name)
    alias = Alias.objects.filter(program=program, key=key).select_related("stakeholder").first()
    if alias is not None:
        return alias.stakeholder
    made = Stakeholder.objects.create(
        program=program, kind=kind, name=tidy(name)[:200], abbreviation=abbreviation[:30]
    )
    Alias.objects.create(
        program=program, stakeholder=made, name=made.name, key=key, source=source[:300]
    )
    audit.record(
        "stakeholder.made", about=made, by=by, at=at, program_id=program.pk, kind=str(kind)
    )
    return made


@transaction.atomic
def add_alias(
    *, stakeholder: Stakeholder, name: str, by: str, at: datetime, source: str = ""
) -> Alias:
    """Another spelling of the same body, with where it stands. Raises NameTaken, NoName."""
    key = _key(name)
    found = Alias.objects.filter(program_id=stakeholder.program_id, key=key).first()
    if found is not None and found.stakeholder_id != stakeholder.pk:
        raise NameTaken(
            "This name stands for stakeholder {stakeholder}. Merge the two if they are one.",
            stakeholder=found.stakeholder.public_id,
        )
    if found is not None:
        return found
    made = Alias.objects.create(
        program_id=stakeholder.program_id, stakeholder=stakeholder, name=tidy(name)[:200], key=key,
        source=source[:300],
    )  # fmt: skip
    audit.record(
        "stakeholder.alias-added", about=stakeholder, by=by, at=at,
        program_id=stakeholder.program_id, alias=made.pk,
    )  # fmt: skip
    return made


@transaction.atomic
def describe(
    *,
    stakeholder: Stakeholder,
    kind: str,
    size_stated: str,
    abbreviation: str,
    by: str,
    at: datetime,
) -> Stakeholder:
    """What sort of body it is, how large it says it is, its short name."""
    stakeholder.kind = Stakeholder.Kind(kind)
    stakeholder.size_stated, stakeholder.abbreviation = (
        tidy(size_stated)[:100],
        tidy(abbreviation)[:30],
    )
    stakeholder.save(update_fields=["kind", "size_stated", "abbreviation"])
    audit.record(
        "stakeholder.described", about=stakeholder, by=by, at=at, program_id=stakeholder.program_id
    )
    return stakeholder


@transaction.atomic
def merge(
    *, kept: Stakeholder, merged: Stakeholder, reason: str, by: str, at: datetime
) -> StakeholderMerge:
    """Two records are one body: the names move, both rows stay (STK-20). What was said stays with the row that said it.

    Raises CannotMerge for one record twice, two programs, no reason, or where one is merged already.
    """
    rows = Stakeholder.objects.select_for_update().in_bulk([kept.pk, merged.pk])
    if len(rows) != 2 or kept.program_id != merged.program_id:
        raise CannotMerge(
            "Stakeholders {kept} and {merged} cannot be one. Choose two of one program.",
            kept=kept.public_id,
            merged=merged.public_id,
        )
    if any(row.merged_into_id for row in rows.values()):
        raise CannotMerge(
            "One of {kept} and {merged} is merged already. Choose the one it went into.",
            kept=kept.public_id,
            merged=merged.public_id,
        )
    if not reason.strip():
        raise CannotMerge("A merge needs its reason. Say how you know that the two are one.")
    moved = list(
        Alias.objects.filter(stakeholder=merged).order_by("pk").values_list("pk", flat=True)
    )
    Alias.objects.filter(pk__in=moved).update(stakeholder=kept)
    Stakeholder.objects.filter(pk=merged.pk).update(merged_into=kept)
    made = StakeholderMerge.objects.create(
        kept=kept,
        merged=merged,
        moved_aliases=moved,
        reason=tidy(reason)[:300],
        merged_by=by,
        merged_at=at,
    )
    audit.record("stakeholder.merged", about=made, by=by, at=at, program_id=kept.program_id)
    return made


@transaction.atomic
def undo_merge(*, merge: StakeholderMerge, by: str, at: datetime) -> StakeholderMerge:
    """Two again, each with the names it had. Raises AlreadyUndone; CannotMerge where `kept` was merged on since."""
    merge = StakeholderMerge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise AlreadyUndone(
            "Merge {merge} was undone before. Nothing is left to do.", merge=merge.pk
        )
    if Stakeholder.objects.filter(pk=merge.kept_id, merged_into__isnull=False).exists():
        raise CannotMerge(
            "Stakeholder {kept} was itself merged after this. Undo that merge first.",
            kept=merge.kept_id,
        )
    Alias.objects.filter(pk__in=merge.moved_aliases).update(stakeholder=merge.merged)
    Stakeholder.objects.filter(pk=merge.merged_id).update(merged_into=None)
    merge.undone_by, merge.undone_at = by, at
    merge.save(update_fields=["undone_by", "undone_at"])
    audit.record(
        "stakeholder.merge-undone", about=merge, by=by, at=at, program_id=merge.kept.program_id
    )
    return merge


def _key(name: str) -> str:
    key = fold(name)
    if not key:
        raise NoName("Give the stakeholder a name with at least one letter or digit.")
    return key
