"""An import in words: how far it is, and what became of every line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fairway.base.models import Job
from fairway.web.words import reason_in_words, stored_problem
from fairway.web.workbench.worklist import wording

STATES: dict[str, tuple[Promise, str]] = {
    "waiting": (gettext_lazy("Waiting to begin"), "quiet"),
    "running": (gettext_lazy("Running"), "note"),
    "done": (gettext_lazy("Done"), "good"),
    "failed": (gettext_lazy("Stopped"), "alert"),
}
# The five fates of a line, which add up (exchange/summary.py).
FATES: dict[str, tuple[Promise, Promise]] = {
    "used": (gettext_lazy("Used"), gettext_lazy("now part of someone’s record")),
    "kept": (gettext_lazy("Kept, not used"), gettext_lazy("stored as received; says nothing that clocks need")),
    "waiting": (gettext_lazy("Waiting for its person"), gettext_lazy("speaks of someone who has not come in yet; used as soon as she does")),
    "repeated": (gettext_lazy("Here already"), gettext_lazy("the same content was imported before")),
    "quarantined": (gettext_lazy("Could not be read"), gettext_lazy("named below with its place and reason")),
}  # fmt: skip
PEOPLE: dict[str, Promise] = {
    "created": gettext_lazy("new"),
    "updated": gettext_lazy("known, with something new"),
    "unchanged": gettext_lazy("known, nothing new"),
    "review": gettext_lazy("to be judged under Reviews"),
}
KEPT: dict[str, Promise] = {
    "directory": gettext_lazy("only names a clinic, a drug or a colleague"),
    "type-not-used": gettext_lazy("a kind of record that no clock needs"),
    "code-not-used": gettext_lazy("a test or act that no clock needs"),
    "not-about-cancer": gettext_lazy("not about these cancers"),
    "no-time-yet": gettext_lazy("a booking without a time"),
    "not-in-force": gettext_lazy("not in force"),
    "not-a-person": gettext_lazy("not about a person"),
    "older-version": gettext_lazy("older than what is here"),
}


@dataclass(frozen=True)
class Count:
    """One number of the summary, with what it means."""

    word: str | Promise
    number: int
    meaning: str | Promise = ""


class ImportCard:
    """One import that was asked for here."""

    def __init__(self, job: Job, *, zone: ZoneInfo) -> None:
        self.job = job
        self.zone = zone
        self.result: Mapping[str, Any] = job.result

    @property
    def tag(self) -> tuple[str | Promise, str]:
        """State in a word, and its color."""
        return STATES[self.job.state]

    @property
    def is_open(self) -> bool:
        """Still to come, or under way."""
        return self.job.state in ("waiting", "running")

    @property
    def is_check(self) -> bool:
        """Nothing is written."""
        return bool(self.job.args.get("check"))

    @property
    def what(self) -> str:
        """Import or check."""
        return _("Check only") if self.is_check else _("Import")

    @property
    def file(self) -> str:
        """The file by the name its sender gave it."""
        return str(self.job.args.get("name", ""))

    @property
    def problem(self) -> str:
        """Why it stopped, in the reader's language."""
        parts = self.result if self.job.state == "failed" else {}
        return stored_problem(parts) if "text" in parts else self.job.problem

    @property
    def asked(self) -> str:
        """When it was asked for."""
        return wording.moment(self.job.asked_at, self.zone)

    @property
    def percent(self) -> int | None:
        """How far, in whole percent; None before anything is known."""
        if not self.job.total:
            return None
        return min(100, self.job.done * 100 // self.job.total)

    @property
    def lines(self) -> int:
        """All lines of input."""
        return int(self.result.get("lines", 0))

    @property
    def outcome(self) -> str:
        """One sentence for the list of imports."""
        if self.job.state != "done":
            return self.problem
        bad = int(self.result.get("quarantined", 0))
        text = ngettext("%(n)s line", "%(n)s lines", self.lines) % {"n": localize(self.lines)}
        if not bad:
            return text
        unread = ngettext("%(n)s could not be read", "%(n)s could not be read", bad)
        return f"{text}, {unread % {'n': localize(bad)}}"

    @property
    def fates(self) -> list[Count]:
        """What became of the lines."""
        return [
            Count(word, int(self.result.get(name, 0)), meaning)
            for name, (word, meaning) in FATES.items()
        ]

    @property
    def adds_up(self) -> bool:
        """Every line is in exactly one count."""
        return self.lines == sum(count.number for count in self.fates)

    @property
    def people(self) -> list[Count]:
        """Whom the file speaks of."""
        return self._named("people", PEOPLE)

    @property
    def kept_because(self) -> list[Count]:
        """Why lines were not used."""
        return self._named("kept_because", KEPT)

    @property
    def cancers(self) -> list[Count]:
        """People of the program with a confirmed diagnosis, by cancer."""
        found = self.result.get("cancers", {})
        return [Count(wording.pathway_name(name), number) for name, number in found.items()]

    @property
    def events(self) -> Mapping[str, int]:
        """Facts: added, unchanged, corrected, conflicts."""
        return dict(self.result.get("events", {}))

    @property
    def quarantine(self) -> list[Mapping[str, Any]]:
        """The first lines that could not be read, with why."""
        return [
            {**place, "reason": reason_in_words(place["reason"])}
            for place in self.result.get("quarantine", [])
        ]

    @property
    def more_quarantined(self) -> int:
        """How many are not named."""
        return int(self.result.get("quarantined", 0)) - len(self.quarantine)

    def _named(self, field: str, words: Mapping[str, str | Promise]) -> list[Count]:
        found = self.result.get(field, {})
        return [Count(words.get(name, name), number) for name, number in found.items() if number]
