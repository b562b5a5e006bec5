"""The record of a meeting: agendas by version, votes, who took part, what was shown and said, recordings, the summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Max

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.plan.documents.models import Citation, Document
from fairway.plan.goals.rules import checked
from fairway.plan.meetings.models import (
    Agenda,
    AgendaItem,
    DiscussionPoint,
    Entry,
    Meeting,
    Participant,
    Presentation,
    Recording,
    Summary,
    Vote,
)
from fairway.plan.meetings.rules import in_order
from fairway.plan.stakeholders.models import Stakeholder

AnEntry = TypeVar("AnEntry", bound=Entry)


class NotYetCertified(FairwayError):
    """A summary is certified before it is posted, by a named person."""


class WrongOrder(FairwayError):
    """A summary cannot be certified before it is drafted, nor drafted before the meeting."""


@dataclass(frozen=True, slots=True)
class AgendaSlot:
    """One item of an agenda to be."""

    title: str
    on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    stakeholder: Stakeholder | None = None


@transaction.atomic
def add_agenda(
    *,
    meeting: Meeting,
    slots: Sequence[AgendaSlot],
    cited: Citation,
    by: str,
    at: datetime,
    dated_on: date | None = None,
) -> Agenda:
    """The next version; earlier ones stay (STK-1). The latest again is given back."""
    last = meeting.agendas.order_by("-version").first()
    if last is not None and _slots_of(last) == [_key(slot) for slot in slots]:
        return last
    agenda = Agenda.objects.create(
        meeting=meeting,
        version=last.version + 1 if last else 1,
        dated_on=dated_on,
        **cited.fields(),
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(
            agenda=agenda, ordinal=number, on=slot.on, starts_at=slot.starts_at, ends_at=slot.ends_at,
            title=slot.title[:300], stakeholder=slot.stakeholder,
        )
        for number, slot in enumerate(slots)
    )  # fmt: skip
    _audit("agenda.added", meeting, by=by, at=at, version=agenda.version)
    return agenda


def _key(slot: AgendaSlot) -> tuple[Any, ...]:
    body = slot.stakeholder.pk if slot.stakeholder else None
    return (slot.title[:300], slot.on, slot.starts_at, slot.ends_at, body)


def _slots_of(agenda: Agenda) -> list[tuple[Any, ...]]:
    columns = ("title", "on", "starts_at", "ends_at", "stakeholder_id")
    return list(agenda.items.order_by("ordinal").values_list(*columns))


@transaction.atomic
def record_vote(
    *,
    meeting: Meeting,
    ordinal: int,
    motion: str,
    result: str,
    cited: Citation,
    by: str,
    at: datetime,
) -> Vote:
    """A motion and its result (STK-21)."""
    found = {"motion": motion, "result": result, **cited.fields()}
    made, is_new = once(Vote, {"meeting": meeting, "ordinal": ordinal}, found, by=by, at=at)
    if is_new:
        _audit("vote.recorded", meeting, by=by, at=at, ordinal=ordinal)
    return made


@transaction.atomic
def add_participant(
    *,
    meeting: Meeting,
    name: str,
    role: str,
    cited: Citation,
    by: str,
    at: datetime,
    affiliation: str = "",
    stakeholder: Stakeholder | None = None,
) -> Participant:
    """A person at a meeting, with the affiliation she had then."""
    found = {
        "ordinal": next_ordinal(Participant, meeting),
        "affiliation": affiliation[:300],
        "stakeholder": stakeholder,
    }
    key = {"meeting": meeting, "name": name[:200], "role": Participant.Role(role)}
    made, is_new = once(Participant, key, found | cited.fields(), by=by, at=at)
    if is_new:
        _audit("participant.added", meeting, by=by, at=at, participant=made.pk)
    return made


@transaction.atomic
def add_presentation(
    *,
    meeting: Meeting,
    stakeholder: Stakeholder,
    cited: Citation,
    by: str,
    at: datetime,
    starts_at: time | None = None,
    goal_codes: list[str] | None = None,
    goals_source: str = "",
    shown: str = "",
    asked: str = "",
) -> Presentation:
    """What a stakeholder showed, which goals it named, what it asked for. Raises UnknownGoal."""
    found = {
        "starts_at": starts_at,
        "goal_codes": checked(goal_codes or []),
        "goals_source": goals_source,
        "shown": shown,
        "asked": asked,
    }
    key = {"meeting": meeting, "stakeholder": stakeholder}
    made, is_new = once(Presentation, key, found | cited.fields(), by=by, at=at)
    if is_new:
        _audit("presentation.added", meeting, by=by, at=at, presentation=made.pk)
    return made


@transaction.atomic
def add_point(
    *,
    meeting: Meeting,
    ordinal: int,
    cited: Citation,
    by: str,
    at: datetime,
    heading: str = "",
    stakeholder: Stakeholder | None = None,
    speaker: str = "",
) -> DiscussionPoint:
    """Something said, as a summary tells it; the words are those of the cited passage."""
    found = {"heading": heading[:300], "stakeholder": stakeholder, "speaker": speaker[:200]}
    made, is_new = DiscussionPoint.objects.get_or_create(
        meeting=meeting, ordinal=ordinal, defaults=found | cited.fields()
    )
    if is_new:
        _audit("point.added", meeting, by=by, at=at, ordinal=ordinal)
    return made


@transaction.atomic
def add_recording(
    *,
    meeting: Meeting,
    title: str,
    url: str,
    cited: Citation,
    by: str,
    at: datetime,
    has_captions: bool | None = None,
    transcript: Document | None = None,
) -> Recording:
    """Where a recording is. `has_captions` None: nobody has looked (STK-19)."""
    found = {"title": title, "has_captions": has_captions, "transcript": transcript}
    key = {"meeting": meeting, "url": url}
    made, is_new = once(Recording, key, found | cited.fields(), by=by, at=at)
    if is_new:
        _audit("recording.added", meeting, by=by, at=at, recording=made.pk)
    return made


@transaction.atomic
def record_captions(
    *,
    recording: Recording,
    has_captions: bool,
    by: str,
    at: datetime,
    transcript: Document | None = None,
) -> Recording:
    """Someone looked: it has captions, or it has none; with its transcript where there is one."""
    recording.has_captions = has_captions
    recording.transcript = transcript or recording.transcript
    recording.save(update_fields=["has_captions", "transcript"])
    _audit("recording.captions", recording.meeting, by=by, at=at, has_captions=has_captions)
    return recording


@transaction.atomic
def save_summary(
    *,
    meeting: Meeting,
    cited: Citation,
    by: str,
    at: datetime,
    document: Document | None = None,
    url: str = "",
    drafted_on: date | None = None,
    certified_by: str = "",
    certified_on: date | None = None,
    posted_on: date | None = None,
    posted_is_approximate: bool = False,
) -> Summary:
    """How far the summary is: drafted, certified by and on, posted (STK-13). Raises NotYetCertified, WrongOrder."""
    if bool(certified_by) != (certified_on is not None):
        raise NotYetCertified("A certification needs both who certified and on which day.")
    if posted_on is not None and (certified_on is None or posted_on < certified_on):
        raise NotYetCertified(
            "The summary of meeting {meeting} is certified first and posted on that day or later.",
            meeting=meeting.public_id,
        )
    if not in_order(meeting.starts_on, drafted_on, certified_on):
        raise WrongOrder(
            "The summary of meeting {meeting} is drafted when the meeting has begun, and certified on that day or later. Correct the days.",
            meeting=meeting.public_id,
        )
    values = {
        "document": document,
        "url": url,
        "drafted_on": drafted_on,
        "certified_by": certified_by,
        "certified_on": certified_on,
        "posted_on": posted_on,
        "posted_is_approximate": posted_is_approximate,
        **cited.fields(),
    }
    there = Summary.objects.filter(meeting=meeting).first()
    if there is not None and all(getattr(there, name) == value for name, value in values.items()):
        return there
    made, _is_new = Summary.objects.update_or_create(meeting=meeting, defaults=values)
    _audit("summary.saved", meeting, by=by, at=at, is_certified=certified_on is not None)
    return made


def once(
    kind: type[AnEntry], key: dict[str, Any], values: dict[str, Any], *, by: str, at: datetime
) -> tuple[AnEntry, bool]:
    """The entry of this key, made where nobody ever made it, and whether it is new.

    What a person took out or corrected is given back too: an import that says it again changes nothing.
    """
    there = kind.everything.filter(**key).order_by("-pk")
    found = there.filter(removed_at__isnull=True).first() or there.first()
    if found is not None:
        return found, False
    return kind.everything.create(entered_by=by, entered_at=at, **key, **values), True


def next_ordinal(kind: type[Vote | Participant], meeting: Meeting) -> int:
    """The place after the last that was ever given."""
    most = kind.everything.filter(meeting=meeting).aggregate(most=Max("ordinal"))["most"]
    return (most or 0) + 1


def _audit(verb: str, meeting: Meeting, *, by: str, at: datetime, **detail: object) -> None:
    about: models.Model = meeting
    audit.record(verb, about=about, by=by, at=at, program_id=meeting.series.program_id, **detail)
