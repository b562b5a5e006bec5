"""One sentence as staff write it, and the passages that a new one in its section could rest on."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fairway.people.models import Staff
from fairway.plan.reports.models import Section, Sentence, SentenceSource
from fairway.plan.reports.queries.find import section_for, sentence_for
from fairway.plan.reports.queries.standing import Standing, standing_of
from fairway.plan.themes.queries import standing_assignments

# A theme can hold thousands; the search finds the others.
MOST = 40


@dataclass(frozen=True)
class OneSentence:
    """A sentence with its sources in the order in which they were cited."""

    sentence: Sentence
    section: Section
    sources: tuple[Standing, ...]

    @property
    def quoted(self) -> str:
        """The words that it quotes, as they are now."""
        if self.sentence.quotes is None:
            return ""
        return self.sentence.quotes.text[self.sentence.quote_start : self.sentence.quote_end]


@dataclass(frozen=True)
class Blank:
    """A section in which a sentence is about to be written, with what it could rest on."""

    section: Section
    sources: tuple[Standing, ...]


def one_sentence(staff: Staff, sentence_id: UUID) -> OneSentence:
    """A sentence on its own page. Raises NotVisible."""
    sentence = sentence_for(staff, sentence_id)
    keys = list(sentence.sources.order_by("pk").values_list("passage_id", flat=True))
    standing = standing_of(keys)
    return OneSentence(sentence, sentence.section, tuple(standing[key] for key in keys))


def blank(staff: Staff, section_id: UUID) -> Blank:
    """The passages of the section's theme, then those that the report rests on already. Raises NotVisible."""
    section = section_for(staff, section_id)
    keys: list[int] = []
    if section.theme is not None:
        keys = [one.passage_id for one in standing_assignments(section.theme)[:MOST]]
    cited = SentenceSource.objects.filter(sentence__section__report=section.report)
    keys += cited.order_by("pk").values_list("passage_id", flat=True)
    keys = list(dict.fromkeys(keys))[:MOST]
    standing = standing_of(keys)
    return Blank(section, tuple(standing[key] for key in keys if not standing[key].trouble))
