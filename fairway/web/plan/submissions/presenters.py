"""Submissions in words: tags, places in a text that are marked, what became of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from fairway.base.models import Job
from fairway.plan.intake.definitions import label_of
from fairway.plan.intake.queries import Counts, Line, SubmissionPage
from fairway.plan.intake.rules import receipt_number
from fairway.plan.intake.rules.columns import Finding
from fairway.web.plan.submissions import words
from fairway.web.words import stored_problem

Tag = tuple[str | Promise, str]


@dataclass(frozen=True)
class Piece:
    """A stretch of a passage, marked or not."""

    text: str
    is_marked: bool = False


class Row:
    """A line of the queue."""

    def __init__(self, line: Line, *, zone: ZoneInfo) -> None:
        self.line = line
        self.submission = line.submission
        self.received = words.moment(line.submission.received_at, zone)

    @property
    def number(self) -> str:
        """Of the receipt."""
        return receipt_number(self.submission.public_id)

    @property
    def tag(self) -> Tag:
        """State in a word, and its color."""
        return words.STATES[self.submission.state]

    @property
    def classed(self) -> Tag:
        """For which report it counts."""
        return words.CLASSES[self.submission.deadline_class]

    @property
    def channel(self) -> str | Promise:
        """By which way it came."""
        return words.CHANNELS[self.submission.channel]

    @property
    def who(self) -> str:
        """The organization as we know it, else as it was written, else nothing."""
        one = self.submission
        return one.stakeholder.name if one.stakeholder else one.affiliation

    @property
    def goals(self) -> list[tuple[str, str | Promise]]:
        """Codes by whose word."""
        said = {"submitter": _("by the submitter"), "staff": _("by staff"), "published": _("as published")}  # fmt: skip
        return [(", ".join(codes), said[origin]) for origin, codes in self.line.tags.items()]


def counted(counts: Counts) -> str:
    """The three numbers, always together: letters are not votes."""
    texts = ngettext("%(n)d distinct text", "%(n)d distinct texts", counts.texts)
    bodies = ngettext("%(n)d organization", "%(n)d organizations", counts.organizations)
    all_of_them = ngettext("%(n)d submission", "%(n)d submissions", counts.submissions)
    parts = [all_of_them % {"n": counts.submissions}, texts % {"n": counts.texts}, bodies % {"n": counts.organizations}]  # fmt: skip
    return ", ".join(parts)


def more_counted(counts: Counts) -> list[str]:
    """What else is known of the numbers."""
    said = []
    if counts.in_campaigns:
        campaign = ngettext("%(n)d came in a campaign", "%(n)d came in campaigns", counts.in_campaigns)  # fmt: skip
        said.append(campaign % {"n": counts.in_campaigns})
    if counts.unnamed:
        unnamed = ngettext("%(n)d names no organization", "%(n)d name no organization", counts.unnamed)  # fmt: skip
        said.append(unnamed % {"n": counts.unnamed})
    return said


@dataclass(frozen=True)
class PassageCard:
    """A passage with what was found in it."""

    passage: Any
    pieces: tuple[Piece, ...]
    part: str | Promise
    kind: str | Promise

    @property
    def is_own(self) -> bool:
        """Somebody's own words."""
        return self.passage.kind in ("text", "row", "heading")


@dataclass(frozen=True)
class PaperCard:
    """The words of a document or of an attachment, by part."""

    document: Any
    passages: tuple[PassageCard, ...]
    problem: str | Promise
    is_attachment: bool


@dataclass(frozen=True)
class HoldCard:
    """Something to decide, or decided."""

    hold: Any
    reason: str | Promise
    rule: str | Promise
    words: str
    decision: str | Promise
    decided: str

    @property
    def can_redact(self) -> bool:
        """Words are marked that can be taken out."""
        return bool(self.words)


class SubmissionCard:
    """The page of one submission."""

    def __init__(self, page: SubmissionPage, *, zone: ZoneInfo) -> None:
        self.page, self.zone = page, zone
        self.one = page.submission
        self.tag = words.STATES[self.one.state]
        self.classed = words.CLASSES[self.one.deadline_class]
        self.channel = words.CHANNELS[self.one.channel]
        self.received = words.moment(self.one.received_at, zone)
        self.claims_sent = words.moment(self.one.claims_sent_at, zone) if self.one.claims_sent_at else ""  # fmt: skip
        self.acknowledged = words.moment(self.one.acknowledged_at, zone) if self.one.acknowledged_at else ""  # fmt: skip
        self.is_withdrawn = self.one.state == "withdrawn"

    @property
    def papers(self) -> list[PaperCard]:
        """What was sent, the letter first."""
        return [
            PaperCard(
                paper.document,
                tuple(self._passage(one) for one in paper.passages),
                words.RULES.get(paper.document.problem, paper.document.problem),
                paper.document.part_of_id is not None,
            )
            for paper in self.page.papers
        ]

    @property
    def open_holds(self) -> list[HoldCard]:
        """What waits for a decision."""
        return [self._hold(one) for one in self.page.holds if one.decided_at is None]

    @property
    def decided_holds(self) -> list[HoldCard]:
        """What was decided."""
        return [self._hold(one) for one in self.page.holds if one.decided_at is not None]

    @property
    def steps(self) -> list[tuple[Tag, str, str]]:
        """State, when, why; the latest first."""
        return [
            (words.STATES[one.state], words.moment(one.moved_at, self.zone), one.reason)
            for one in self.page.steps
        ]

    @property
    def consent(self) -> list[tuple[str | Promise, str]]:
        """What she allows; not asked is a third answer."""
        said = {True: _("Yes"), False: _("No"), None: _("Not asked")}
        return [
            (words.FIELDS["may_quote"], said[self.one.may_quote]),
            (words.FIELDS["may_name"], said[self.one.may_name]),
        ]

    @property
    def missing(self) -> list[str | Promise]:
        """Parts of the form that say nothing."""
        return [words.PARTS[part] for part in self.page.missing]

    def _passage(self, passage: Any) -> PassageCard:
        marks = [
            (one.start, one.end)
            for one in self.page.holds
            if one.passage_id == passage.pk and one.decided_at is None
            if one.start is not None and one.end is not None
        ]
        return PassageCard(
            passage,
            tuple(marked(passage.text, marks)),
            words.PARTS.get(passage.part, passage.part),
            words.KINDS.get(passage.kind, ""),
        )

    def _hold(self, hold: Any) -> HoldCard:
        text = hold.passage.text[hold.start : hold.end] if hold.passage and hold.start is not None else ""  # fmt: skip
        return HoldCard(
            hold,
            words.HOLDS[hold.reason],
            words.RULES.get(hold.rule) or label_of(hold.rule, get_language() or "en"),
            text,
            words.DECISIONS.get(hold.decision, ""),
            words.moment(hold.decided_at, self.zone) if hold.decided_at else "",
        )


def marked(text: str, marks: Iterable[tuple[int, int]]) -> list[Piece]:
    """The text in stretches; marks may overlap."""
    edges = sorted({0, len(text), *(place for mark in marks for place in mark if 0 <= place <= len(text))})  # fmt: skip
    marks = list(marks)
    return [
        Piece(text[start:end], any(first <= start and end <= last for first, last in marks))
        for start, end in pairwise(edges)
        if start < end
    ]


@dataclass(frozen=True)
class ColumnCard:
    """A column of a spreadsheet: what it may hold, its first cells, what is odd about it."""

    field: Any
    examples: tuple[str, ...]
    findings: tuple[str, ...]


def finding(one: Finding) -> str:
    """In a sentence, with how many and which rows."""
    text = str(words.FINDINGS[one.code])
    if one.rows:
        text += " " + _("Rows: %(rows)s.") % {"rows": ", ".join(str(row) for row in one.rows)}
    return text


FATES: tuple[tuple[str, str | Promise], ...] = (
    ("new", gettext_lazy("New submissions")),
    ("known", gettext_lazy("Here already")),
)
STATES_OF_JOBS: dict[str, Tag] = {
    "waiting": (gettext_lazy("Waiting to begin"), "quiet"),
    "running": (gettext_lazy("Running"), "note"),
    "done": (gettext_lazy("Done"), "good"),
    "failed": (gettext_lazy("Stopped"), "alert"),
}


class FileCard:
    """A file that was sent in: how far it is, and what became of its pieces."""

    def __init__(self, job: Job, *, zone: ZoneInfo) -> None:
        self.job = job
        self.result: Mapping[str, Any] = job.result
        self.asked = words.moment(job.asked_at, zone)
        self.kind = words.FILE_KINDS.get(str(job.args.get("kind")), "")
        self.tag = STATES_OF_JOBS[job.state]
        self.is_open = job.state in ("waiting", "running")

    @property
    def problem(self) -> str:
        """Why it stopped, in the reader's language."""
        return stored_problem(self.result) if "text" in self.result else self.job.problem

    @property
    def fates(self) -> list[tuple[str | Promise, int]]:
        """What became of every piece; the numbers add up to `pieces`, but for what came in with a part left out."""
        return [(word, int(self.result.get(name, 0))) for name, word in FATES]

    @property
    def pieces(self) -> int:
        """Mails, rows or messages that were found."""
        return int(self.result.get("pieces", self.job.done))

    @property
    def left_out(self) -> int:
        """Pieces that are in no count of what came in."""
        return self.pieces - sum(number for _word, number in self.fates)

    @property
    def held(self) -> int:
        """Of the new ones."""
        return int(self.result.get("held", 0))

    @property
    def troubles(self) -> list[tuple[int, str | Promise, str]]:
        """Where, and why."""
        return [
            (int(one["place"]), words.TROUBLES.get(one["code"], one["code"]), "" if one["code"] != "refused" else str(one["detail"]))
            for one in self.result.get("troubles", [])
        ]  # fmt: skip

    @property
    def more_troubles(self) -> int:
        """How many are not named."""
        return int(self.result.get("troubled", 0)) - len(self.troubles)

    @property
    def place(self) -> str:
        """What the number of a piece counts."""
        names = {"mailbox": _("Byte"), "mail": _("Byte"), "spreadsheet": _("Row")}
        return names.get(str(self.job.args.get("kind")), _("Line"))
