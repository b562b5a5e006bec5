"""Two records side by side, and two versions of a fact, in words."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.navigation.worklist.queries.reviews import (
    FactConflict,
    MergeRow,
    OpenQuestions,
    Pair,
    Record,
    Said,
)
from fairway.people.queries import BirthDates
from fairway.web.workbench.worklist import wording

AGREEMENT: dict[str, tuple[str | Promise, str]] = {
    "same": (gettext_lazy("agrees"), "good"),
    "near": (gettext_lazy("nearly"), "soon"),
    "partial": (gettext_lazy("partly known"), "soon"),
    "differs": (gettext_lazy("differs"), "alert"),
    "missing": (gettext_lazy("nothing to compare"), "quiet"),
}
SEXES: dict[str, Promise] = {
    "female": gettext_lazy("female"),
    "male": gettext_lazy("male"),
    "other": gettext_lazy("other"),
    "unknown": gettext_lazy("not known"),
}


@dataclass(frozen=True)
class Compared:
    """One line of the comparison. `word` is empty where nothing was compared."""

    field: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    word: str | Promise = ""
    kind: str = ""


class PairCard:
    """Two records that may be one person. `entered` and `problem`: a judgment that could not be taken."""

    def __init__(self, pair: Pair, *, zone: ZoneInfo) -> None:
        self.pair = pair
        self.found = wording.moment(pair.found_at, zone)
        self.entered = ""
        self.keep = str(pair.one.patient_id)
        self.problem = ""

    @property
    def lines(self) -> list[Compared]:
        """Field by field; empty means not known, and is shown so."""
        one, other = self.pair.one, self.pair.other
        return [
            self._line(_("Name"), one.names, other.names, "family", "given"),
            self._line(_("Born"), _born(one), _born(other), "birth"),
            self._line(_("Sex"), _sex(one), _sex(other)),
            self._line(_("Numbers"), one.numbers, other.numbers, "identifier"),
            self._reach(_("Phone"), one.phones, other.phones),
            self._reach(_("Email"), one.emails, other.emails),
            self._reach(_("Address"), one.addresses, other.addresses),
            self._line(_("Language"), _language(one), _language(other)),
            self._line(_("Site"), (one.site,), (other.site,)),
        ]

    def _line(
        self, field: str, one: tuple[str, ...], other: tuple[str, ...], *compared: str
    ) -> Compared:
        found = [self.pair.agreement[key] for key in compared if key in self.pair.agreement]
        # The worst of them: a name is family and given.
        return self._compared(field, one, other, max(found, key=list(AGREEMENT).index, default=""))

    def _reach(self, field: str, one: tuple[str, ...], other: tuple[str, ...]) -> Compared:
        """The rule compared phone, email and address as one; a line claims only what it shows."""
        if not (one and other):
            return self._compared(field, one, other, "missing")
        is_contrary = self.pair.agreement.get("contact") == "differs"
        agreement = "same" if set(one) & set(other) else "differs" if is_contrary else ""
        return self._compared(field, one, other, agreement)

    def _compared(
        self, field: str, one: tuple[str, ...], other: tuple[str, ...], agreement: str
    ) -> Compared:
        ones, others = (tuple(filter(None, many)) or (_("not known"),) for many in (one, other))
        return Compared(field, ones, others, *AGREEMENT.get(agreement, ("", "")))


def _born(record: Record) -> tuple[str, ...]:
    return (wording.day(record.birth_date, record.birth_precision),)


def _sex(record: Record) -> tuple[str, ...]:
    return (str(SEXES.get(record.sex, record.sex)),)


def _language(record: Record) -> tuple[str, ...]:
    return (wording.language_name(record.language) if record.language else "",)


class MergeLine:
    """Two records made one."""

    def __init__(self, merge: MergeRow, *, zone: ZoneInfo) -> None:
        self.merge = merge
        self.when = wording.moment(merge.merged_at, zone)


class ConflictCard:
    """One fact or visit told in two ways."""

    def __init__(self, conflict: FactConflict, *, zone: ZoneInfo) -> None:
        self.conflict = conflict
        self.zone = zone

    @property
    def judge(self) -> str:
        """Where the judgment goes."""
        name = "review_visit_judge" if self.conflict.is_visit else "review_fact_judge"
        return reverse(name, args=[self.conflict.id])

    @property
    def ours(self) -> list[str]:
        """What a person of ours wrote."""
        return said(self.conflict.ours)

    @property
    def theirs(self) -> list[str]:
        """What the source says; a day it does not name stays ours."""
        return said(self.conflict.theirs)

    @property
    def ours_by(self) -> str:
        """Who wrote ours, and when."""
        return f"{self.conflict.ours_by}, {self._moment(self.conflict.ours_at)}"

    @property
    def theirs_at(self) -> str:
        """When the source's version came in."""
        return self._moment(self.conflict.theirs_at)

    def _moment(self, at: datetime) -> str:
        return wording.moment(at, self.zone)


def said(version: Said) -> list[str]:
    """A version of a fact: what, which cancer, when; of a visit also what became of it."""
    if version.is_retraction:
        return [_("It did not happen (taken back)")]
    fact = wording.fact(version.kind, version.value) if version.kind else _("Visit")
    cancer = wording.pathway_name(version.cancer) if version.cancer else ""
    when = wording.day(version.occurred_on, version.precision) or _("day not said")
    became = wording.visit_status(version.status) if version.status else ""
    return [part for part in (fact, cancer, when, became) if part]


@dataclass(frozen=True)
class BirthLine:
    """A person with more than one birth date."""

    row: BirthDates
    standing: str
    said: str


def birth_lines(rows: list[BirthDates]) -> list[BirthLine]:
    """All of them, the dates in the reader's way."""
    return [
        BirthLine(
            row,
            wording.day(row.standing) or _("not known"),
            "; ".join(_date(text) for text in row.said),
        )
        for row in rows
    ]


def _date(text: str) -> str:
    try:
        return wording.day(date.fromisoformat(text))
    except ValueError:
        return text  # only a year, or a year and month


@dataclass(frozen=True)
class Tab:
    """A link to one kind of review, with how many wait; None where nobody counted."""

    word: str | Promise
    href: str
    is_here: bool
    count: int | None = None


def tabs(here: str, counts: OpenQuestions) -> list[Tab]:
    """The three kinds."""
    kinds = (
        ("reviews", _("One person or two"), counts.pairs),
        ("review_facts", _("Facts told two ways"), counts.facts),
        ("review_birth_dates", _("Birth dates"), None),
    )
    return [Tab(word, reverse(name), name == here, count) for name, word, count in kinds]
