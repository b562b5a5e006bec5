"""Keeping documents: as received, once, never overwritten."""

from datetime import UTC, datetime
from typing import Any

import pytest

from fairway.base.models import AuditEntry
from fairway.plan.documents.actions.keep import DocumentChanged, OriginalSealed, content_of, keep
from fairway.plan.documents.models import Document, Original
from tests.factories.people import ProgramFactory

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def kept(program: Any, content: bytes = b"# Title\n\nSome words.", key: str = "a.md") -> Document:
    return keep(
        program=program, kind=Document.Kind.PAGE, key=key, content=content, media_type="text/markdown",
        received_at=AT, by="staff:1", at=AT,
    )  # fmt: skip


def test_bytes_and_passages_are_kept() -> None:
    document = kept(ProgramFactory())
    assert content_of(document) == b"# Title\n\nSome words."
    rows = list(document.passages.order_by("ordinal"))
    assert [(row.kind, row.text, row.start, row.end) for row in rows] == [
        ("heading", "Title", 0, 5),
        ("text", "Some words.", 6, 17),
    ]
    assert AuditEntry.objects.get(verb="document.kept").detail["passages"] == 2


def test_the_same_again_is_the_same_row() -> None:
    program = ProgramFactory()
    assert kept(program).pk == kept(program).pk
    assert Document.objects.count() == 1


def test_other_bytes_under_the_key_are_refused_and_nothing_is_lost() -> None:
    program = ProgramFactory()
    first = kept(program)
    with pytest.raises(DocumentChanged):
        kept(program, b"other")
    assert content_of(first) == b"# Title\n\nSome words."
    assert kept(program, b"other", key="b.md").pk != first.pk


def test_another_program_has_its_own() -> None:
    assert kept(ProgramFactory()).pk != kept(ProgramFactory()).pk


def test_a_sealed_original_is_not_given_out() -> None:
    document = kept(ProgramFactory())
    Original.objects.update(is_sealed=True)
    with pytest.raises(OriginalSealed) as refused:
        content_of(document)
    assert "words" not in str(refused.value).split("sealed")[0]


def test_what_cannot_be_read_is_kept_with_its_problem() -> None:
    document = keep(
        program=ProgramFactory(), kind="attachment", key="x", content=b"%PDF-1.4 broken",
        media_type="application/pdf", received_at=AT, by="staff:1", at=AT,
    )  # fmt: skip
    assert document.problem == "damaged"
    assert content_of(document) == b"%PDF-1.4 broken"
