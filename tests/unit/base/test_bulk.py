"""Rows in bulk are the same rows that the ORM writes, on both databases."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from fairway.base import bulk
from fairway.base.ids import new_id
from fairway.base.models import AuditEntry, Job
from fairway.people.models import Place

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 12, 30, 15, 123456, tzinfo=UTC)
JOB = ["id", "public_id", "kind", "program_id", "args", "state", "attempt", "lease_until", "done", "total", "result",
       "problem", "asked_by", "asked_at", "ended_at"]  # fmt: skip


def test_insert_writes_what_the_orm_reads() -> None:
    pk, public_id = bulk.reserve_ids(Job, 1)[0], new_id()
    bulk.insert(
        Job,
        JOB,
        [
            [
                pk,
                public_id,
                "k",
                None,
                {"á": [1, None]},
                "waiting",
                0,
                None,
                0,
                None,
                {},
                "",
                "staff:1",
                AT,
                None,
            ]
        ],
    )
    job = Job.objects.get()
    assert (job.pk, job.public_id, job.args, job.asked_at, job.lease_until) == (
        pk,
        public_id,
        {"á": [1, None]},
        AT,
        None,
    )
    assert Job.objects.create(kind="next", asked_by="staff:1", asked_at=AT).pk > pk


def test_reserved_ids_are_never_given_twice() -> None:
    first = list(bulk.reserve_ids(Job, 3))
    bulk.insert(
        Job,
        JOB,
        (
            [pk, new_id(), "k", None, {}, "waiting", 0, None, 0, None, {}, "", "s", AT, None]
            for pk in first
        ),
    )
    assert not set(first) & set(bulk.reserve_ids(Job, 3))


def test_update_by_key() -> None:
    jobs = [Job.objects.create(kind="k", asked_by="s", asked_at=AT) for _ in range(3)]
    bulk.update(
        Job, ["args", "ended_at"], [[{"n": n}, AT, job.pk] for n, job in enumerate(jobs[:2])]
    )
    assert [(j.args, j.ended_at) for j in Job.objects.order_by("pk")] == [
        ({"n": 0}, AT),
        ({"n": 1}, AT),
        ({}, None),
    ]


@pytest.mark.parametrize(
    "count", [1, bulk.BLOCK_ROWS - 1, bulk.BLOCK_ROWS, 2 * bulk.BLOCK_ROWS + 1]
)
def test_every_row_of_every_block_is_written_and_what_is_empty_stays_empty(count: int) -> None:
    rows = [[f"{n:05}", "", "", "", n if n % 2 else None, None] for n in range(count)]
    bulk.insert(Place, ["zip", "county_fips", "county", "state", "rucc", "svi"], rows)
    found = Place.objects.order_by("zip").values_list("zip", "rucc", "svi")
    assert list(found) == [(one[0], one[4], None) for one in rows]


def test_constraints_hold() -> None:
    Place.objects.create(zip="02139")
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Place, ["zip", "county_fips", "county", "state"], [["02139", "", "", ""]])


def test_no_rows_is_no_statement() -> None:
    bulk.insert(AuditEntry, ["chain"], [])
    bulk.update(AuditEntry, ["chain"], [])
    assert not AuditEntry.objects.exists()
