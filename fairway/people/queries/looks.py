"""Who looked at a person's record (PRV-4)."""

from datetime import datetime

import msgspec

from fairway.base.models import AuditEntry
from fairway.people.models import Patient, Staff
from fairway.people.queries.identity import same_person_ids


class Look(msgspec.Struct, frozen=True):
    """One opening of the record; without a name where the account is gone."""

    at: datetime
    name: str
    role: str


def who_looked(patient: Patient, *, ids: list[int] | None = None, limit: int = 100) -> list[Look]:
    """The latest first, over all records of this person (`ids`, where they are known already). Two queries more."""
    about = [f"{Patient._meta.label_lower}:{pk}" for pk in ids or same_person_ids(patient.pk)]
    looked = AuditEntry.objects.filter(about__in=about, verb="patient.looked")
    entries = list(looked.order_by("-at", "-pk")[:limit])
    keys = {entry.by: int(entry.by.partition(":")[2]) for entry in entries}
    staff = Staff.objects.in_bulk(list(keys.values()))
    looks = []
    for entry in entries:
        member = staff.get(keys[entry.by])
        looks.append(Look(entry.at, member.name if member else "", member.role if member else ""))
    return looks
