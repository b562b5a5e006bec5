"""A document as staff read it, and one passage among its neighbors."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from fairway.people.models import Staff
from fairway.plan.documents.models import Correction, Document, Original, Passage, Redaction
from fairway.plan.documents.queries.find import document_for, passage_for

# A transcript has thousands of passages; a page shows so many at once.
AT_ONCE = 200
# Where a document has no pages, so many passages stand before and after.
AROUND = 3


@dataclass(frozen=True)
class DocumentPage:
    """A document with a run of its passages. `is_sealed`: None where there are no bytes."""

    document: Document
    passages: tuple[Passage, ...]
    attachments: tuple[Document, ...]
    corrections: tuple[Correction, ...]
    is_sealed: bool | None
    next_cursor: str
    is_first: bool


@dataclass(frozen=True)
class PassagePage:
    """A passage among those of its page, with what was corrected and what was taken out."""

    passage: Passage
    around: tuple[Passage, ...]
    corrections: tuple[Correction, ...]
    redactions: tuple[Redaction, ...]


def document_page(staff: Staff, document_id: UUID, *, after: str = "") -> DocumentPage:
    """A document from a passage on. Raises NotVisible."""
    document = document_for(staff, document_id)
    rows = document.passages.order_by("ordinal")
    if after.isascii() and after.isdigit() and len(after) < 10:
        rows = rows.filter(ordinal__gt=int(after))
    found = list(rows[: AT_ONCE + 1])
    original = Original.objects.filter(document=document).values_list("is_sealed", flat=True)
    more = len(found) > AT_ONCE
    return DocumentPage(
        document,
        tuple(found[:AT_ONCE]),
        tuple(document.attachments.order_by("pk")),
        tuple(document.corrections.select_related("passage").order_by("pk")),
        original.first(),
        str(found[AT_ONCE - 1].ordinal) if more else "",
        not after,
    )


def passage_page(staff: Staff, passage_id: UUID) -> PassagePage:
    """A passage with the others of its page, or its neighbors where there are no pages. Raises NotVisible."""
    passage = passage_for(staff, passage_id)
    near = Q(ordinal__gte=passage.ordinal - AROUND, ordinal__lte=passage.ordinal + AROUND)
    page = near if passage.page is None else Q(page=passage.page)
    around = Passage.objects.filter(page, document=passage.document).order_by("ordinal")
    return PassagePage(
        passage,
        tuple(around[:AT_ONCE]),
        tuple(passage.corrections.order_by("pk")),
        tuple(passage.redactions.filter(undone_at__isnull=True).order_by("start")),
    )
