"""Which records are one person, and what waits for someone to say so."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

import msgspec
from django.db import connection
from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast

from fairway.people.models import (
    Answer,
    Identifier,
    IdentityReview,
    Kind,
    Organization,
    Patient,
    Staff,
)

CHUNK = 1000


SAME_PERSON = """
WITH RECURSIVE above (id, merged_into_id) AS (
  SELECT id, merged_into_id FROM people_patient WHERE id = %s
  UNION
  SELECT one.id, one.merged_into_id FROM people_patient one JOIN above ON one.id = above.merged_into_id
), same (id, depth) AS (
  SELECT id, 0 FROM above WHERE merged_into_id IS NULL
  UNION
  SELECT one.id, same.depth + 1 FROM people_patient one JOIN same ON one.merged_into_id = same.id
)
SELECT id FROM same ORDER BY depth, id
"""


def same_person_ids(patient_id: int) -> list[int]:
    """The survivor first, then all records merged into it, directly or through another; alone: itself. One query."""
    with connection.cursor() as cursor:
        cursor.execute(SAME_PERSON, [patient_id])
        return [pk for (pk,) in cursor.fetchall()]


def same_person_groups(patient_ids: Iterable[int]) -> dict[int, list[int]]:
    """For many at once: survivor -> itself and all records merged into it. A few queries, whatever the number."""
    root_of = {pk: pk for pk in patient_ids}
    rising = set(root_of)
    while rising:
        above = _above(rising)
        root_of = {pk: above.get(root, root) for pk, root in root_of.items()}
        rising = set(above.values())
    groups = {root: [root] for root in root_of.values()}
    level = {root: root for root in groups}
    while level:
        below = _below(level)
        for pk, root in sorted(below.items()):
            groups[root].append(pk)
        level = below
    return groups


def _above(ids: set[int]) -> dict[int, int]:
    return {
        pk: above
        for chunk in _chunks(sorted(ids))
        for pk, above in Patient.objects.filter(pk__in=chunk, merged_into__isnull=False)
        .values_list("pk", "merged_into_id")
        .iterator()
    }


def _below(level: dict[int, int]) -> dict[int, int]:
    return {
        pk: level[above]
        for chunk in _chunks(sorted(level))
        for pk, above in Patient.objects.filter(merged_into__in=chunk)
        .values_list("pk", "merged_into_id")
        .iterator()
    }


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def find_by_identifier(
    *, program: Organization, system: str, values: Iterable[str]
) -> dict[str, int]:
    """Identifier -> patient id, for those that are known. The record itself, merged or not."""
    wanted = list(values)
    found = Identifier.objects.filter(program=program, system=system, value__in=wanted)
    return dict(found.values_list("value", "patient_id"))


def identity_queue(staff: Staff | None) -> QuerySet[IdentityReview]:
    """Pairs of records that may be one person, of her program, the oldest question first."""
    visible = Patient.objects.visible_to(staff)
    return (
        IdentityReview.objects.filter(state=IdentityReview.State.OPEN, one__in=visible)
        .select_related("one", "other")
        .order_by("pk")
    )


class BirthDates(msgspec.Struct, frozen=True):
    """A person with more than one birth date: the one that stands, and what else was said."""

    public_id: UUID
    name: str
    standing: date | None
    said: list[str]


def birth_date_queue(staff: Staff | None) -> list[BirthDates]:
    """People of her program of whom two birth dates were given and nobody has chosen."""
    standing = Cast("patient__birth_date", CharField())
    said = (
        Answer.objects.filter(
            Q(kind=Kind.BIRTH_DATE, superseded_at__isnull=True),
            patient__in=Patient.objects.visible_to(staff),
        )
        .annotate(standing=standing)
        .exclude(text=F("standing"))
        .select_related("patient")
        .order_by("patient_id", "pk")
    )
    dates: dict[Patient, list[str]] = defaultdict(list)
    for answer in said:
        dates[answer.patient].append(answer.text)
    return [
        BirthDates(patient.public_id, patient.name, patient.birth_date, texts)
        for patient, texts in dates.items()
    ]
