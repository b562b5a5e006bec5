"""Taking words out of a passage before anything is published; an administrator can put them back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.people.models import Role, Staff
from fairway.plan.documents.models import Document, Original, Passage, Redaction
from fairway.plan.documents.queries.search import add
from fairway.plan.documents.rules import passage_digest

# One for each letter taken out, so that every place in the passage stays where it was.
BAR = "█"


class CannotRedact(FairwayError):
    """There are no such words to take out, or they are out already."""


class NotForYou(FairwayError):
    """Only an administrator opens what was sealed."""


@transaction.atomic
def redact(
    *, passage: Passage, start: int, end: int, reason: str, by: str, at: datetime
) -> Redaction:
    """Put a bar over the words from `start` to `end` of the passage, and seal the original.

    Raises CannotRedact.
    """
    passage = Passage.objects.select_for_update().select_related("document").get(pk=passage.pk)
    words = passage.text[start:end]
    if not 0 <= start < end <= len(passage.text) or not words.strip(BAR + " "):
        raise CannotRedact(
            "Passage {passage} has no words to take out there. Mark the words again.",
            passage=passage.public_id,
        )
    redaction = Redaction.objects.create(
        passage=passage, start=start, end=end, sealed_text=words,
        reason=reason[:30], redacted_by=by, redacted_at=at,
    )  # fmt: skip
    _put(passage, start, BAR * (end - start))
    Original.objects.filter(document=passage.document).update(is_sealed=True)
    _seal_what_holds_it(passage.document)
    audit.record(
        "passage.redacted", about=redaction, by=by, at=at,
        program_id=passage.document.program_id, reason=reason[:30], letters=end - start,
    )  # fmt: skip
    return redaction


@transaction.atomic
def undo_redaction(*, redaction: Redaction, staff: Staff, at: datetime) -> Passage:
    """The words stand again. The original opens when nothing else is taken out of it.

    Raises NotForYou for anyone but an administrator; CannotRedact where it was undone, or the words are gone.
    """
    if staff.role != Role.ADMINISTRATOR:
        raise NotForYou("Only an administrator puts back what was taken out. Ask yours.")
    redaction = (
        Redaction.objects.select_for_update()
        .select_related("passage__document")
        .get(pk=redaction.pk)
    )
    passage = redaction.passage
    if redaction.undone_at is not None or not redaction.sealed_text:
        raise CannotRedact(
            "Redaction {redaction} was undone before, or withdrawn.", redaction=redaction.public_id
        )
    redaction.undone_at, redaction.undone_by = at, staff.actor
    redaction.save(update_fields=["undone_at", "undone_by"])
    _put(passage, redaction.start, redaction.sealed_text)
    for other in passage.redactions.filter(undone_at__isnull=True).order_by("pk"):
        # Where two overlapped, the other bar stays.
        _put(passage, other.start, BAR * (other.end - other.start))
    open_ones = Redaction.objects.filter(passage__document=passage.document, undone_at=None)
    if not open_ones.exists():
        Original.objects.filter(document=passage.document).update(is_sealed=False)
    audit.record(
        "passage.redaction-undone", about=redaction, by=staff.actor, at=at,
        program_id=passage.document.program_id,
    )  # fmt: skip
    return passage


def _seal_what_holds_it(document: Document) -> None:
    """The mail that an attachment came in holds the same bytes."""
    while document.part_of_id is not None:
        document = Document.objects.get(pk=document.part_of_id)
        Original.objects.filter(document=document).update(is_sealed=True)


def _put(passage: Passage, start: int, words: str) -> None:
    passage.text = passage.text[:start] + words + passage.text[start + len(words) :]
    passage.digest = passage_digest(passage.text)
    passage.save(update_fields=["text", "digest"])
    add([passage.document_id])
