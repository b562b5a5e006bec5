"""How public pages say days, times and what became of a comment."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, Protocol, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from fairway.publishing.queries.deadlines import Open
from fairway.publishing.queries.meetings import Brief
from fairway.publishing.queries.status import Became, Used
from fairway.web.public import words


class Named(Protocol):
    """A file of a release."""

    name: str


File = TypeVar("File", bound=Named)


class StepRow(NamedTuple):
    """One step in words."""

    day: str
    words: str | Promise
    reason: str


class StatusCard:
    """What became of a comment, in words. It holds nothing of what was said."""

    def __init__(self, became: Became) -> None:
        self.became = became
        self.zone = ZoneInfo(became.time_zone)

    @property
    def received(self) -> str:
        """The day it came, at the program's place."""
        return day(self.became.received_at, self.zone)

    @property
    def deadline(self) -> str | Promise:
        """For which report it counts."""
        return words.DEADLINES[self.became.deadline_class]

    @property
    def steps(self) -> list[StepRow]:
        """What was done with it, in order."""
        return [
            StepRow(day(one.at, self.zone), words.STEPS[one.state], one.reason)
            for one in self.became.steps
        ]

    @property
    def recommendations(self) -> list[tuple[int, str, str | Promise]]:
        """Number, text and state of each."""
        return [
            (one.number, one.text, words.ADVICE[one.state]) for one in self.became.recommendations
        ]

    @property
    def cited(self) -> list[Used]:
        """The reports that rest on her words."""
        return [one for one in self.became.reports if one.is_cited]

    @property
    def listed(self) -> list[Used]:
        """The reports that only say that they came."""
        return [one for one in self.became.reports if not one.is_cited]

    @property
    def is_quiet(self) -> bool:
        """Nothing has come of it yet."""
        found = self.became
        return not (found.themes or found.recommendations or found.reports)


def when(brief: Brief) -> str:
    """The days and hours of a meeting, in its own time zone, which is named."""
    days = [formats.date_format(brief.starts_on, "DATE_FORMAT")]
    if brief.ends_on != brief.starts_on:
        days.append(formats.date_format(brief.ends_on, "DATE_FORMAT"))
    said = " – ".join(days)
    if brief.starts_at and brief.ends_at:
        hours = f"{formats.time_format(brief.starts_at)} – {formats.time_format(brief.ends_at)}"
        said += f", {hours} ({brief.time_zone.replace('_', ' ')})"
    return said


def closes(deadline: Open | None) -> str:
    """Until when input counts, with the edge and the time zone said (STK-4); empty where nothing closes."""
    if deadline is None:
        return ""
    said = {
        "label": deadline.label,
        "day": formats.date_format(deadline.closes_on, "DATE_FORMAT"),
        "zone": deadline.time_zone.replace("_", " "),
    }
    if deadline.is_inclusive:
        return _("%(label)s: what arrives until the end of %(day)s (%(zone)s) counts for it. What comes later is kept for later reports.") % said  # fmt: skip
    return _("%(label)s: what arrives before the beginning of %(day)s (%(zone)s) counts for it. What comes later is kept for later reports.") % said  # fmt: skip


def day(at: datetime, zone: ZoneInfo) -> str:
    """The day of a moment at the program's place."""
    return formats.date_format(at.astimezone(zone), "DATE_FORMAT")


def other_languages() -> list[tuple[str, str]]:
    """The languages that this page could also be read in: code and own name."""
    here = translation.get_language()
    return [(code, str(name)) for code, name in settings.LANGUAGES if code != here]


def files(released: Iterable[File]) -> list[tuple[File, str | Promise]]:
    """The files of a release with what each is: a report's in the order of words.FILES, all others by name."""
    order = list(words.FILES)
    known = sorted((one for one in released if one.name in words.FILES), key=lambda one: order.index(one.name))  # fmt: skip
    others = sorted((one for one in released if one.name not in words.FILES), key=lambda one: one.name)  # fmt: skip
    return [(one, words.FILES.get(one.name, "")) for one in [*known, *others]]
