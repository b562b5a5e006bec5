"""Who pays, as sources say it: one row a source record, updated in place."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from fairway.base.audit import record
from fairway.people.actions.known import fit
from fairway.people.models import Coverage, Organization, ReportedBy
from fairway.people.rules import CoverageFacts

COLUMNS = ["payer", "payer_text", "starts_on", "ends_on"]


@transaction.atomic
def record_coverages(
    *,
    program: Organization,
    facts: Sequence[CoverageFacts],
    reported_by: str = ReportedBy.EHR,
    by: str,
    at: datetime,
) -> int:
    """Keep what sources say about who pays; the same again changes nothing. How many were added or changed.

    A payer that is no word of ours becomes `other`, with its own text kept. Facts about people of another program
    are a bug of the caller, and leave no row.
    """
    latest = {(one.patient_id, fit(one.source_ref, 200)): one for one in facts}
    ids = {patient for patient, _ in latest}
    ours = set(program.patients.filter(pk__in=ids).values_list("pk", flat=True))
    known = {
        (row.patient_id, row.source_ref): row for row in Coverage.objects.filter(patient__in=ours)
    }
    added: list[Coverage] = []
    changed: list[Coverage] = []
    for (patient, source), one in latest.items():
        if patient not in ours:
            continue
        row = known.get((patient, source)) or Coverage(
            patient_id=patient, source_ref=source, reported_by=reported_by, recorded_at=at
        )
        payer = one.payer if one.payer in Coverage.Payer.values else Coverage.Payer.OTHER.value
        new = [payer, fit(one.payer_text or one.payer, 200), one.starts_on, one.ends_on]
        if row.pk is not None and [getattr(row, name) for name in COLUMNS] == new:
            continue
        for name, value in zip(COLUMNS, new, strict=True):
            setattr(row, name, value)
        (changed if row.pk else added).append(row)
    Coverage.objects.bulk_create(added, batch_size=500)
    Coverage.objects.bulk_update(changed, COLUMNS, batch_size=500)
    if added or changed:
        counts = {"added": len(added), "changed": len(changed)}
        record("coverages.recorded", about=None, by=by, at=at, program_id=program.pk, **counts)
    return len(added) + len(changed)
