"""Factories of fairway.base."""

from datetime import UTC, datetime

import factory

from fairway.base.models import AuditEntry, Job

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)


class AuditEntryFactory(factory.django.DjangoModelFactory[AuditEntry]):
    """An entry as it lies in the table; `audit.record` is what seals one."""

    class Meta:
        model = AuditEntry

    chain = "20260601-1"
    seq = factory.Sequence(lambda n: n + 1)
    verb = "thing.done"
    by = "staff:1"
    at = AT
    seal = "0" * 64


class JobFactory(factory.django.DjangoModelFactory[Job]):
    """A job that waits."""

    class Meta:
        model = Job

    kind = "import"
    asked_by = "staff:1"
    asked_at = AT
