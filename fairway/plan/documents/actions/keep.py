"""Keeping a document: the bytes as they came, packed, and the passages that a reader finds in them."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

import zstandard
from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.people.models import Organization
from fairway.plan.documents.models import Document, Original, Passage
from fairway.plan.documents.queries.search import add as add_to_search
from fairway.plan.documents.read import Reading, read
from fairway.plan.documents.rules import MAX_BYTES, passage_digest, spans, tidy


class DocumentChanged(FairwayError):
    """A document of this key is kept with other content; the one that is kept is never overwritten."""


class OriginalSealed(FairwayError):
    """Words of this document were redacted; its bytes are not given out."""


@transaction.atomic
def keep(
    *,
    program: Organization,
    kind: str,
    key: str,
    content: bytes,
    media_type: str,
    received_at: datetime,
    by: str,
    at: datetime,
    title: str = "",
    source_key: str = "",
    url: str = "",
    published_on: date | None = None,
    part_of: Document | None = None,
    is_public: bool = False,
    language: str = "",
    reading: Reading | None = None,
) -> Document:
    """Keep a document with its passages. The same key with the same bytes gives the one that is kept already.

    `reading`: what a reader gave, where the caller has read it before. Raises DocumentChanged.
    """
    digest = sha256(content).hexdigest()
    kept = Document.objects.filter(program=program, key=key).first()
    if kept is not None:
        return _same(kept, digest)
    found = reading if reading is not None else read(content, media_type=media_type, name=key)
    document = Document.objects.create(
        program=program,
        kind=kind,
        key=key,
        title=tidy(title or found.title)[:300],
        source_key=source_key,
        url=url,
        published_on=published_on or found.published_on,
        received_at=received_at,
        part_of=part_of,
        media_type=media_type[:100],
        language=(language or found.language)[:20],
        digest=digest,
        byte_count=len(content),
        page_count=found.page_count,
        problem=str(found.problem),
        is_public=is_public,
    )
    if len(content) <= MAX_BYTES:
        Original.objects.create(document=document, packed=zstandard.compress(content, 9))
    _keep_passages(document, found)
    audit.record(
        "document.kept", about=document, by=by, at=at, program_id=program.pk,
        kind=str(kind), passages=len(found.passages), problem=document.problem,
    )  # fmt: skip
    return document


def _same(kept: Document, digest: str) -> Document:
    if kept.digest == digest or kept.withdrawn_at is not None:
        return kept
    raise DocumentChanged(
        "Document {document} is kept with other content under the same key. Give the new version a key of its own, such as the path with its date; the kept one stays as it is.",
        document=kept.public_id,
    )


def _keep_passages(document: Document, found: Reading) -> None:
    clean = [replace(one, text=tidy(one.text)) for one in found.passages]
    clean = [one for one in clean if one.text]
    places = spans([one.text for one in clean])
    Passage.objects.bulk_create(
        [
            Passage(
                document=document,
                ordinal=ordinal,
                kind=one.kind,
                part=tidy(one.part)[:200],
                page=one.page,
                page_label=one.page_label[:20],
                start=start,
                end=end,
                text=one.text,
                language=(one.language or document.language)[:20],
                digest=passage_digest(one.text),
            )
            for ordinal, (one, (start, end)) in enumerate(zip(clean, places, strict=True))
        ],
        batch_size=500,
    )
    add_to_search([document.pk])


def content_of(document: Document) -> bytes:
    """The bytes as they came; empty where they were too large to keep, or the document was withdrawn.

    Raises OriginalSealed.
    """
    original = Original.objects.filter(document=document).first()
    if original is None:
        return b""
    if original.is_sealed:
        raise OriginalSealed(
            "The original of document {document} is sealed, because words in it were redacted. Ask an administrator to open it, with a reason.",
            document=document.public_id,
        )
    return zstandard.decompress(bytes(original.packed))
