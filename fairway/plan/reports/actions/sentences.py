"""Sentences that each rest on passages (STK-15), and quotations that are spans of them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fairway.base.errors import FairwayError
from fairway.people.models import Staff
from fairway.plan.documents.queries.find import one_of, passage_for
from fairway.plan.efforts.models import Activity
from fairway.plan.reports.actions.draft import (
    check_draft,
    next_ordinal,
    noted,
    said,
    swap,
)
from fairway.plan.reports.actions.echoes import note_echoes
from fairway.plan.reports.models import Section, Sentence, SentenceSource
from fairway.plan.reports.queries.find import section_for, sentence_for
from fairway.plan.reports.queries.standing import Standing, standing_of
from fairway.plan.reports.rules import digest, unknown_figures


class NoSource(FairwayError):
    """A sentence without a passage that it rests on is not kept (STK-15)."""


class CannotRest(FairwayError):
    """The passage was withdrawn, is spam, or waits for a person's look; nothing may rest on it."""


class UnknownFigure(FairwayError):
    """Braces hold the name of no figure that is counted."""


class NotQuotable(FairwayError):
    """The submitter did not say that she may be quoted, or the document is not public."""


class BadSpan(FairwayError):
    """The words to quote do not lie within the passage."""


@transaction.atomic
def write_sentence(
    *,
    section_id: UUID,
    text: str,
    passage_ids: Sequence[UUID],
    by: Staff,
    at: datetime,
) -> Sentence:
    """A sentence at the end of a section, resting on at least one passage.

    Raises NoSource, CannotRest, UnknownFigure, EmptyText, NotADraft, NotVisible.
    """
    section = section_for(by, section_id)
    check_draft(section.report)
    _check_text(text)
    if not passage_ids:
        raise NoSource("Name at least one passage that the sentence rests on.")
    sentence = _new_sentence(section, by, at, text=text.strip())
    for passage_id in passage_ids:
        _rest_on(sentence, _standing(by, passage_id))
    note_echoes(sentence, "text", program_id=by.program_id)
    noted("report.sentence-written", sentence, by=by, at=at, sources=len(passage_ids))
    return sentence


@transaction.atomic
def quote(
    *,
    section_id: UUID,
    passage_id: UUID,
    start: int,
    end: int,
    by: Staff,
    at: datetime,
    lead_in: str = "",
) -> Sentence:
    """A quotation: a span of a passage, never typed. `lead_in` comes before it.

    Raises NotQuotable, BadSpan, CannotRest, UnknownFigure, NotADraft, NotVisible.
    """
    section = section_for(by, section_id)
    check_draft(section.report)
    standing = _standing(by, passage_id)
    if not standing.may_quote:
        raise NotQuotable(
            "Passage {passage} may be told of, not quoted: nobody said that it may. Write a sentence of your own.",
            passage=passage_id,
        )
    words = standing.passage.text[start:end]
    if not 0 <= start < end <= len(standing.passage.text) or not words.strip():
        raise BadSpan(
            "Passage {passage} does not hold these words. Copy them from it exactly.",
            passage=passage_id,
        )
    if lead_in.strip():
        _check_text(lead_in)
    sentence = _new_sentence(
        section,
        by,
        at,
        text=lead_in.strip(),
        quotes=standing.passage,
        quote_start=start,
        quote_end=end,
        quote_digest=digest(words),
    )
    _rest_on(sentence, standing)
    note_echoes(sentence, "text", program_id=by.program_id)
    noted("report.quoted", sentence, by=by, at=at)
    return sentence


def use_passage(
    *, section_id: UUID, passage_id: UUID, text: str, words: str, by: Staff, at: datetime
) -> Sentence:
    """From the passage's page: a quotation of these very words with `text` before it, or without words a sentence.

    Raises what `quote` and `write_sentence` raise.
    """
    if not words:
        return write_sentence(
            section_id=section_id, text=text, passage_ids=[passage_id], by=by, at=at
        )
    start = passage_for(by, passage_id).text.find(words)
    return quote(
        section_id=section_id,
        passage_id=passage_id,
        start=start,
        end=start + len(words),
        lead_in=text,
        by=by,
        at=at,
    )


@transaction.atomic
def rewrite_sentence(*, sentence_id: UUID, text: str, by: Staff, at: datetime) -> Sentence:
    """Other words for a sentence; one that was held stands again, if a source is left to rest on.

    Raises NoSource, UnknownFigure, EmptyText, NotADraft, NotVisible.
    """
    sentence = sentence_for(by, sentence_id)
    check_draft(sentence.section.report)
    if sentence.quotes_id is None or text.strip():
        _check_text(text)
    _check_rests(sentence)
    sentence.text = text.strip()
    sentence.held_at, sentence.held_because = None, ""
    sentence.written_by, sentence.written_at = by.actor, at
    sentence.save()
    note_echoes(sentence, "text", program_id=by.program_id)
    noted("report.sentence-rewritten", sentence, by=by, at=at)
    return sentence


@transaction.atomic
def cite(
    *,
    sentence_id: UUID,
    passage_id: UUID,
    by: Staff,
    at: datetime,
    activity_id: UUID | None = None,
) -> SentenceSource:
    """One more source of a sentence; the same one again changes nothing. Raises CannotRest, NotADraft, NotVisible."""
    sentence = sentence_for(by, sentence_id)
    check_draft(sentence.section.report)
    activity = (
        one_of(Activity.objects.all(), by, activity_id, "program_id") if activity_id else None
    )
    source = _rest_on(sentence, _standing(by, passage_id), activity)
    noted("report.cited", source, by=by, at=at)
    return source


@transaction.atomic
def uncite(*, sentence_id: UUID, passage_id: UUID, by: Staff, at: datetime) -> Sentence:
    """One source less. The last one stays, and so does the one that is quoted.

    Raises NoSource, NotADraft, NotVisible.
    """
    sentence = sentence_for(by, sentence_id)
    check_draft(sentence.section.report)
    passage = passage_for(by, passage_id)
    others = sentence.sources.exclude(passage=passage)
    if not others.exists() or sentence.quotes_id == passage.pk:
        raise NoSource(
            "Sentence {sentence} would stand on nothing. Cite another passage first, or remove the sentence.",
            sentence=sentence_id,
        )
    sentence.sources.filter(passage=passage).delete()
    noted("report.uncited", sentence, by=by, at=at)
    return sentence


@transaction.atomic
def move_sentence(*, sentence_id: UUID, up: bool, by: Staff, at: datetime) -> Sentence:
    """One place up or down in its section. Raises NotADraft, NotVisible."""
    sentence = sentence_for(by, sentence_id)
    check_draft(sentence.section.report)
    swap(Sentence.objects.filter(section=sentence.section), sentence.ordinal, up=up)
    noted("report.sentence-moved", sentence, by=by, at=at)
    return sentence


@transaction.atomic
def remove_sentence(*, sentence_id: UUID, by: Staff, at: datetime) -> Sentence:
    """A sentence goes. Raises NotADraft, NotVisible."""
    sentence = sentence_for(by, sentence_id)
    check_draft(sentence.section.report)
    noted("report.sentence-removed", sentence, by=by, at=at)
    Sentence.objects.filter(pk=sentence.pk).delete()
    return sentence


def _new_sentence(section: Section, by: Staff, at: datetime, **fields: object) -> Sentence:
    place = next_ordinal(Sentence.objects.filter(section=section))
    return Sentence.objects.create(
        section=section, ordinal=place, written_by=by.actor, written_at=at, **fields
    )


def _rest_on(
    sentence: Sentence, standing: Standing, activity: Activity | None = None
) -> SentenceSource:
    source, is_new = SentenceSource.objects.get_or_create(
        sentence=sentence, passage=standing.passage, defaults={"activity": activity}
    )
    if not is_new and activity is not None and source.activity_id != activity.pk:
        source.activity = activity
        source.save(update_fields=["activity"])
    return source


def _standing(by: Staff, passage_id: UUID) -> Standing:
    passage = passage_for(by, passage_id)
    standing = standing_of([passage.pk])[passage.pk]
    if standing.trouble:
        raise CannotRest(
            "Nothing may rest on passage {passage} ({trouble}). Choose another, or have it looked at first.",
            passage=passage_id,
            trouble=standing.trouble,
        )
    return standing


def _check_rests(sentence: Sentence) -> None:
    standing = standing_of(sentence.sources.values_list("passage_id", flat=True))
    if not standing or all(one.trouble for one in standing.values()):
        raise NoSource(
            "Sentence {sentence} has nothing left to rest on. Cite a passage first, or remove it.",
            sentence=sentence.public_id,
        )


def _check_text(text: str) -> None:
    said(text, "sentence")
    if unknown := unknown_figures(text):
        raise UnknownFigure(
            "{count} of the figures in braces cannot be counted. Use those named beside the field.",
            count=len(unknown),
        )
