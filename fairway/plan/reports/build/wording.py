"""The words around a book in its own language, whoever reads it: frame, days, states, channels. Pure."""

from datetime import date
from functools import lru_cache

from babel.dates import format_date

from fairway.plan.reports.build.book import Counts, Cutoff, Source
from fairway.plan.reports.definitions import frame, words


class Words:
    """What is said around the content: `Words("es")["sources"]`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.frame = frame(language)

    def __getitem__(self, key: str) -> str:
        return self.frame[key]

    def day(self, on: date) -> str:
        """A day as it is written out."""
        return _day(on, "es" if self.language.startswith("es") else "en")

    def state(self, code: str) -> str:
        """A recommendation's state."""
        return words().states[code].in_language(self.language)

    def channel(self, code: str) -> str:
        """How something came in."""
        return words().channels[code].in_language(self.language)

    def counts(self, counts: Counts) -> str:
        """The three numbers, always together."""
        return "; ".join(f"{word}: {number:,}" for word, number in self.pairs(counts))

    def pairs(self, counts: Counts) -> list[tuple[str, int]]:
        """The three numbers with their words."""
        return [
            (self["submission_count"], counts.submissions),
            (self["text_count"], counts.texts),
            (self["organization_count"], counts.organizations),
        ]

    def cutoff(self, rule: Cutoff | None) -> str:
        """Until when input counted, and whether that day counts (STK-4)."""
        if rule is None:
            return self["no_deadline"]
        sentence = self["deadline_inclusive" if rule.is_inclusive else "deadline_exclusive"]
        return sentence.format(day=self.day(rule.day), zone=rule.zone)

    def source(self, one: Source) -> str:
        """What a source is called, with its page."""
        name = one.title or one.by or self["unnamed"]
        return f"{name}, {self['page']} {one.page}" if one.page else name


@lru_cache(maxsize=4000)
def _day(on: date, locale: str) -> str:
    """An appendix names few days many times."""
    return format_date(on, format="long", locale=locale)
