"""Opening a document's bytes as they came; a sealed one only by an administrator, with a reason, and noted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import zstandard
from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.people.models import Role, Staff
from fairway.plan.documents.models import Document, Original
from fairway.plan.documents.queries.find import document_for


class NoOriginal(FairwayError):
    """The bytes were too large to keep, or the document was withdrawn."""


class Sealed(FairwayError):
    """Words of it were redacted: only an administrator opens it, with a reason."""


@dataclass(frozen=True)
class Opened:
    """The bytes, and which document they are of."""

    document: Document
    content: bytes


@transaction.atomic
def open_original(*, document_id: UUID, by: Staff, at: datetime, reason: str = "") -> Opened:
    """The bytes of a document, and the entry that they were opened. Raises NoOriginal, Sealed, NotVisible."""
    document = document_for(by, document_id)
    original = Original.objects.filter(document=document).first()
    if original is None or document.withdrawn_at is not None:
        raise NoOriginal(
            "Document {document} has no original any more, or never had one. Read its passages instead.",
            document=document_id,
        )
    if original.is_sealed and (by.role != Role.ADMINISTRATOR or not reason.strip()):
        raise Sealed(
            "The original of document {document} is sealed. An administrator opens it, and says why.",
            document=document_id,
        )
    # The reason is free text and may tell more than it should: the audit says that one was given, not which.
    audit.record(
        "original.opened",
        about=document,
        by=by.actor,
        at=at,
        program_id=by.program_id,
        sealed=original.is_sealed,
    )
    return Opened(document, zstandard.decompress(bytes(original.packed)))
