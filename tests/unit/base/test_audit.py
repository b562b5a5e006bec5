"""The audit tells when a row was edited, removed or moved (stack.md section 8: 100 percent of single-row changes)."""

from datetime import UTC, datetime

import pytest

from fairway.base import audit
from fairway.base.models import AuditEntry

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def entries() -> list[AuditEntry]:
    return [
        audit.record("thing.done", about=None, by="staff:1", at=AT, program_id=1, number=n)
        for n in range(4)
    ]


def test_an_untouched_chain_holds(entries: list[AuditEntry]) -> None:
    assert [entry.seq for entry in entries] == [1, 2, 3, 4]
    assert list(audit.broken_entries()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "thing.undone"},
        {"by": "staff:2"},
        {"detail": {"number": 9}},
        {"program_id": 2},
        {"at": AT.replace(hour=13)},
        {"seal": "0" * 64},
    ],
)
def test_an_edited_entry_is_found(entries: list[AuditEntry], change: dict[str, object]) -> None:
    AuditEntry.objects.filter(pk=entries[1].pk).update(**change)
    assert entries[1].pk in list(audit.broken_entries())


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_removed_entry_is_noticed_at_the_next(entries: list[AuditEntry], gone: int) -> None:
    entries[gone].delete()
    assert next(audit.broken_entries()) == entries[gone + 1].pk


def test_two_that_changed_places_are_found(entries: list[AuditEntry]) -> None:
    AuditEntry.objects.filter(pk=entries[1].pk).update(seq=99)
    AuditEntry.objects.filter(pk=entries[2].pk).update(seq=2)
    AuditEntry.objects.filter(pk=entries[1].pk).update(seq=3)
    assert list(audit.broken_entries())


def test_another_key_makes_no_valid_seal(
    entries: list[AuditEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit.Secret, "key", b"another")
    assert len(list(audit.broken_entries())) == 4
