"""What a person enters of a meeting or a series, corrects, or takes out again. The row that was corrected stays (STK-14).

One way for all kinds: what is entered comes as facts, each kind with its own; a correction is a new row instead of
the old one. What an import says comes through actions.record and actions.course.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.people.models import Organization
from fairway.plan.documents.actions.keep import keep
from fairway.plan.documents.models import Citation, Document
from fairway.plan.documents.read import read
from fairway.plan.documents.rules import tidy
from fairway.plan.goals.rules import checked
from fairway.plan.meetings.actions.course import check_days
from fairway.plan.meetings.actions.record import (
    AgendaSlot,
    add_agenda,
    next_ordinal,
    save_summary,
)
from fairway.plan.meetings.models import (
    Agenda,
    Entry,
    Hashtag,
    Landmark,
    Meeting,
    Participant,
    Presentation,
    Recording,
    Series,
    Summary,
    Vote,
)
from fairway.plan.meetings.rules import Line
from fairway.plan.stakeholders.actions import known_as


class AlreadyEntered(FairwayError):
    """Another entry says this; it is corrected, and not entered twice."""


class AlreadyRemoved(FairwayError):
    """Somebody corrected or took out this entry before."""


class NothingToRead(FairwayError):
    """The file holds no text that a reader of ours finds."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came. `is_public`: the public may read and search it."""

    name: str
    content: bytes
    media_type: str
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class VoteFacts:
    """A motion and its result (STK-21)."""

    motion: str
    result: str


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """A person at a meeting with her affiliation of that day; `organization` where it is one that we know."""

    name: str
    role: str
    affiliation: str = ""
    organization: str = ""


@dataclass(frozen=True, slots=True)
class PresentationFacts:
    """What an organization showed, which goals it named, what it asked for."""

    organization: str
    starts_at: time | None = None
    goal_codes: list[str] = field(default_factory=list)
    shown: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """Where a recording is. `has_captions` None: nobody has looked (STK-19). No transcript: the one there stays."""

    title: str
    url: str
    has_captions: bool | None = None
    transcript: Upload | None = None


@dataclass(frozen=True, slots=True)
class HashtagFacts:
    """A tag with its first and last day; no last day: it holds on (STK-18)."""

    tag: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class LandmarkFacts:
    """A dated fact of a series that is no meeting."""

    title: str
    happened_on: date
    is_approximate: bool = False
    title_es: str = ""


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """How far the summary is (STK-13). No file: the one there stays."""

    url: str = ""
    drafted_on: date | None = None
    certified_by: str = ""
    certified_on: date | None = None
    posted_on: date | None = None
    file: Upload | None = None


Facts = (
    VoteFacts | ParticipantFacts | PresentationFacts | RecordingFacts | HashtagFacts | LandmarkFacts
)


@dataclass(frozen=True, slots=True)
class _Doing:
    """Whose row it is, what it replaces, who enters it and when."""

    of: Any
    former: Entry | None
    source: str
    by: str
    at: datetime

    @property
    def program(self) -> Organization:
        """Whose meeting or series it is."""
        series: Series = self.of if isinstance(self.of, Series) else self.of.series
        return series.program

    def body(self, name: str) -> Any:
        """The organization of this name, found or made; None where none was given."""
        if not name.strip():
            return None
        return known_as(program=self.program, name=name, source=self.source, by=self.by, at=self.at)

    def kept(self, column: str, otherwise: Any) -> Any:
        """What the row that is replaced has there, else the other."""
        return getattr(self.former, column) if self.former is not None else otherwise


@transaction.atomic
def enter(
    *,
    of: Meeting | Series,
    facts: Facts,
    source: str,
    by: str,
    at: datetime,
    instead_of: Entry | None = None,
    reason: str = "",
) -> Entry:
    """Keep what a person enters; the entry that it corrects, if any, is taken out and stays on record.

    Raises AlreadyEntered, AlreadyRemoved, WrongDays, UnknownGoal, NoName, NothingToRead.
    """
    if instead_of is not None:
        _take_out(instead_of, by=by, at=at, reason=reason)
    doing = _Doing(of, instead_of, source, by, at)
    kind, key, values = _columns(facts, doing)
    owner = {"series" if isinstance(of, Series) else "meeting": of}
    there = kind.objects.filter(**owner, **key).first()
    if there is not None:
        raise AlreadyEntered(
            "Entry {entry} says this already. Correct that one, or change what makes this one another.",
            entry=there.pk,
        )
    made: Entry = kind.everything.create(
        **owner, **key, **values, **_cited(doing).fields(), entered_by=by, entered_at=at,
        instead_of=instead_of,
    )  # fmt: skip
    _record("entry.corrected" if instead_of else "entry.made", made, by=by, at=at)
    return made


@transaction.atomic
def take_out(*, entry: Entry, by: str, at: datetime, reason: str = "") -> Entry:
    """An entry that does not hold is shown nowhere any more; the row stays, with who, when and why.

    Raises AlreadyRemoved.
    """
    _take_out(entry, by=by, at=at, reason=reason)
    _record("entry.removed", entry, by=by, at=at)
    return entry


@transaction.atomic
def enter_agenda(
    *,
    meeting: Meeting,
    lines: list[Line],
    source: str,
    by: str,
    at: datetime,
    dated_on: date | None = None,
) -> Agenda:
    """The next version of an agenda (STK-1); organizations are found by any of their names, or made.

    Raises NoName.
    """
    doing = _Doing(meeting, None, source, by, at)
    slots = [
        AgendaSlot(one.title, one.on, one.starts_at, one.ends_at, doing.body(one.organization))
        for one in lines
    ]
    return add_agenda(
        meeting=meeting, slots=slots, cited=Citation(source), dated_on=dated_on, by=by, at=at
    )


@transaction.atomic
def enter_summary(
    *, meeting: Meeting, facts: SummaryFacts, source: str, by: str, at: datetime
) -> Summary:
    """How far the summary is, with its file where one is given. Raises NotYetCertified, WrongOrder, NothingToRead."""
    there = Summary.objects.filter(meeting=meeting).first()
    doing = _Doing(meeting, None, source, by, at)
    document = there.document if there else None
    if facts.file is not None:
        document = _kept(doing, facts.file, Document.Kind.SUMMARY)
    same_day = there is not None and there.posted_on == facts.posted_on
    same_source = there is not None and there.source == source
    cited = Citation(source)
    if there is not None and same_source:
        cited = Citation(source, there.source_page, there.passage)
    return save_summary(
        meeting=meeting, document=document, url=facts.url, drafted_on=facts.drafted_on,
        certified_by=facts.certified_by, certified_on=facts.certified_on, posted_on=facts.posted_on,
        posted_is_approximate=bool(there and same_day and there.posted_is_approximate),
        cited=cited, by=by, at=at,
    )  # fmt: skip


def _columns(facts: Facts, doing: _Doing) -> tuple[type[Any], dict[str, Any], dict[str, Any]]:
    """The table, what makes an entry one of its own there, and the rest."""
    match facts:
        case VoteFacts():
            number = doing.kept("ordinal", None) or next_ordinal(Vote, doing.of)
            return Vote, {"ordinal": number}, {"motion": facts.motion, "result": facts.result}
        case ParticipantFacts():
            number = doing.kept("ordinal", None) or next_ordinal(Participant, doing.of)
            key = {"name": tidy(facts.name)[:200], "role": Participant.Role(facts.role)}
            body = doing.body(facts.organization)
            rest = {"ordinal": number, "affiliation": facts.affiliation, "stakeholder": body}
            return Participant, key, rest
        case PresentationFacts():
            return Presentation, {"stakeholder": doing.body(facts.organization)}, {
                "starts_at": facts.starts_at, "goal_codes": checked(facts.goal_codes),
                "goals_source": doing.source, "shown": facts.shown, "asked": facts.asked,
            }  # fmt: skip
        case RecordingFacts():
            text = doing.kept("transcript", None)
            if facts.transcript is not None:
                text = _kept(doing, facts.transcript, Document.Kind.TRANSCRIPT)
            rest = {"title": facts.title, "has_captions": facts.has_captions, "transcript": text}
            return Recording, {"url": facts.url}, rest
        case HashtagFacts():
            check_days(facts.valid_from, facts.valid_to)
            tag = {"tag": facts.tag, "valid_from": facts.valid_from}
            return Hashtag, tag, {"valid_to": facts.valid_to}
        case LandmarkFacts():
            named = doing.kept("key", f"{facts.happened_on}-{slugify(facts.title)}"[:80])
            return Landmark, {"key": named}, {
                "title": facts.title, "title_es": facts.title_es,
                "happened_on": facts.happened_on, "is_approximate": facts.is_approximate,
            }  # fmt: skip


def _cited(doing: _Doing) -> Citation:
    """The same place as before while the source is the same: page and passage stay with it."""
    former = doing.former
    if former is not None and former.source == doing.source:
        return Citation(doing.source, former.source_page, former.passage)
    return Citation(doing.source)


def _kept(doing: _Doing, file: Upload, kind: str) -> Document:
    """The file as a document of its own. Raises NothingToRead."""
    reading = read(file.content, media_type=file.media_type, name=file.name)
    if not reading.passages:
        raise NothingToRead(
            "Nothing could be read in the file. Send one that holds text, such as .vtt, .srt, .txt, .docx or .pdf."
        )
    digest = sha256(file.content).hexdigest()[:16]
    suffix = PurePath(file.name).suffix.lower()[:10]
    return keep(
        program=doing.program, kind=kind, key=f"{doing.of.public_id}/{kind}/{digest}{suffix}",
        content=file.content, media_type=file.media_type, received_at=doing.at, title=doing.of.title,
        is_public=file.is_public, reading=reading, by=doing.by, at=doing.at,
    )  # fmt: skip


def _take_out(entry: Entry, *, by: str, at: datetime, reason: str) -> None:
    rows = type(entry).everything.filter(pk=entry.pk, removed_at__isnull=True)
    if not rows.update(removed_by=by, removed_at=at, removed_because=reason[:300]):
        raise AlreadyRemoved(
            "Entry {entry} was corrected or taken out before. Reload the page.", entry=entry.pk
        )
    entry.refresh_from_db()


def _record(verb: str, entry: Entry, *, by: str, at: datetime) -> None:
    of = entry.of
    series = of if isinstance(of, Series) else of.series
    former = entry.instead_of.pk if entry.instead_of else None
    audit.record(
        verb,
        about=entry,
        by=by,
        at=at,
        program_id=series.program_id,
        instead_of=former,
    )
