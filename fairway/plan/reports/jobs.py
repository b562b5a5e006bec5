"""What follows a withdrawal: the words go from sentences, recommendations, headings and builds as well.

What was redacted goes from the builds made before; a sentence that rests on it waits for a person at the next build.

The documents' own words are gone by then; echoes and citations say where they stood. May run twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from fairway.base import audit
from fairway.plan.documents.models import Document, Passage, Redaction
from fairway.plan.intake.models import Submission
from fairway.plan.reports.build.book import Book, Gone, digest_of, pack, unpack, without
from fairway.plan.reports.models import Build, Echo, Sentence, SentenceSource
from fairway.plan.themes.models import Assignment, Theme

WITHDRAWN = "withdrawn"
BY = "system:withdrawal"
Keys = QuerySet[Document, Any]


@dataclass
class Forgotten:
    """How much had to go."""

    texts: int = 0
    sentences_held: int = 0
    builds: int = 0


@transaction.atomic
def forget_withdrawn(*, at: datetime) -> Forgotten:
    """Take what rests on withdrawn documents out of every report, and hold its sentences for a person."""
    done = Forgotten()
    gone_documents = Document.objects.filter(withdrawn_at__isnull=False).values("pk")
    for echo in Echo.objects.filter(passage__document__in=gone_documents, is_current=True):
        done.texts += _blank(echo, at=at)
    done.sentences_held += _hold_quotes(gone_documents, at)
    done.sentences_held += _hold_sources(gone_documents, at)
    done.builds += clear_builds(Build.objects.all(), at=at)
    Echo.objects.filter(passage__document__in=gone_documents).update(is_current=False)
    return done


@transaction.atomic
def clear_builds(builds: QuerySet[Build], *, at: datetime) -> int:
    """Take what was withdrawn or redacted since out of these builds; how many changed."""
    standing = builds.filter(content__isnull=False).select_related("report")
    return sum(_clear(made, at=at) for made in standing)


def _blank(echo: Echo, *, at: datetime) -> int:
    label, _, key = echo.holder.partition(":")
    row = apps.get_model(label).objects.filter(public_id=key).first()
    if row is None or not getattr(row, echo.field):
        return 0
    if isinstance(row, Sentence):
        _hold(row, at=at, erase=True)
    else:
        # A step's evidence is never empty (its own constraint); the sign says that words were taken out.
        setattr(row, echo.field, "█" if echo.field == "evidence" else "")
        row.save(update_fields=[echo.field])
    audit.record("report.text-withdrawn", about=row, by=BY, at=at, field=echo.field)
    return 1


def _hold_quotes(gone: Keys, at: datetime) -> int:
    quoting = list(Sentence.objects.filter(quotes__document__in=gone))
    for sentence in quoting:
        sentence.quotes = sentence.quote_start = sentence.quote_end = None
        sentence.quote_digest = ""
        _hold(sentence, at=at, erase=True)
    return len(quoting)


def _hold_sources(gone: Keys, at: datetime) -> int:
    """Nothing left to rest on: the text goes. Something left: it stays, and a person reads it again."""
    broken = SentenceSource.objects.filter(passage__document__in=gone)
    sentences = list(Sentence.objects.filter(pk__in=broken.values("sentence_id")))
    broken.delete()
    for sentence in sentences:
        _hold(sentence, at=at, erase=not sentence.sources.exists())
    return len(sentences)


def _hold(sentence: Sentence, *, at: datetime, erase: bool) -> None:
    if erase:
        sentence.text = ""
    sentence.held_at, sentence.held_because = sentence.held_at or at, WITHDRAWN
    sentence.save()
    audit.record("report.sentence-held", about=sentence, by=BY, at=at, erased=erase)


def _clear(made: Build, *, at: datetime) -> int:
    book = unpack(bytes(made.content or b""))
    cleared = without(book, _gone(made, book))
    if cleared == book:
        return 0
    made.content, made.digest, made.changed_at = pack(cleared), digest_of(cleared), at
    made.save(update_fields=["content", "digest", "changed_at"])
    audit.record("report.build-cleared", about=made, by=BY, at=at)
    return 1


def _gone(made: Build, book: Book) -> Gone:
    program_id = made.report.program_id
    cited: list[UUID] = [one.passage for one in book.sources]
    withdrawn = Passage.objects.filter(
        document__program_id=program_id, document__withdrawn_at__isnull=False
    )
    submissions = Submission.objects.filter(program_id=program_id, state=Submission.State.WITHDRAWN)
    echoes = Echo.objects.filter(passage__in=withdrawn.values("pk"))
    return Gone(
        passages=frozenset(withdrawn.filter(public_id__in=cited).values_list("public_id", flat=True)),
        submissions=frozenset(submissions.values_list("public_id", flat=True)),
        holders=frozenset(echoes.values_list("holder", flat=True)),
        themes=_unnamed(book),
        redacted=_redacted(made, cited),
    )  # fmt: skip


def _unnamed(book: Book) -> frozenset[UUID]:
    """Themes of the book whose name there repeats what was withdrawn: held today, or named anew since by a person
    where words were withdrawn from it, so that nothing can say any more what the old name repeated.
    """
    named = {theme.id: theme.name for one in book.advice for theme in one.themes if theme.name}
    themes = Theme.objects.filter(public_id__in=named)
    losing = set(
        Assignment.objects.filter(
            theme__in=themes, passage__document__withdrawn_at__isnull=False
        ).values_list("theme_id", flat=True)
    )
    return frozenset(
        one.public_id
        for one in themes
        if one.held_at or (one.pk in losing and one.name != named[one.public_id])
    )


def _redacted(made: Build, cited: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The words taken out, since this build, of the passages that it cites."""
    rows = Redaction.objects.filter(
        passage__public_id__in=list(cited), undone_at__isnull=True, redacted_at__gt=made.built_at
    ).exclude(sealed_text="")
    found: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
    for passage, words in rows.values_list("passage__public_id", "sealed_text"):
        found[passage] += (words,)
    return dict(found)
