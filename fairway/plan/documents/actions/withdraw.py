"""Taking a document back: its words and those of its attachments are erased here, and the rows stay to say so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from fairway.base import audit
from fairway.plan.documents.models import Correction, Document, Original, Passage, Redaction
from fairway.plan.documents.queries.search import forget


def with_attachments(document: Document) -> list[int]:
    """The ids of a document and of everything that came along in it, however deep."""
    found = [document.pk]
    level = [document.pk]
    while level:
        level = list(
            Document.objects.filter(part_of__in=level).order_by("pk").values_list("pk", flat=True)
        )
        found += level
    return found


@transaction.atomic
def withdraw(*, document: Document, by: str, at: datetime) -> list[int]:
    """Erase the bytes, the words, what was redacted from them, and the search rows. Gives back the documents' ids.

    It cannot be undone. Packages above find `withdrawn_at` and erase their own copies. Twice is once.
    """
    ids = with_attachments(document)
    forget(ids)
    Original.objects.filter(document__in=ids).delete()
    Redaction.objects.filter(passage__document__in=ids).update(sealed_text="")
    Passage.objects.filter(document__in=ids).update(text="", part="", digest="")
    Correction.objects.filter(Q(document__in=ids) | Q(passage__document__in=ids)).update(
        before="", after="", reason="", source=""
    )
    standing = Document.objects.filter(pk__in=ids, withdrawn_at__isnull=True)
    count = standing.update(
        title="", url="", digest="", language="", withdrawn_at=at, withdrawn_by=by
    )
    if count:
        audit.record(
            "document.withdrawn", about=document, by=by, at=at, program_id=document.program_id,
            documents=count,
        )  # fmt: skip
    document.refresh_from_db()
    return ids
