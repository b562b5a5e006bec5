"""Who pays, as sources say it: one row a source record, updated in place."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from fairway.base import bulk
from fairway.base.audit import record
from fairway.people.actions.known import fit
from fairway.people.models import Coverage, Organization, Patient, ReportedBy
from fairway.people.rules import CoverageFacts

SAID = ["payer", "payer_text", "starts_on", "ends_on"]
COLUMNS = ["patient", "source_ref", "reported_by", "recorded_at", *SAID]
PAYERS = set(Coverage.Payer.values)


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
    homes = Patient.objects.filter(pk__among=ids).values_list("pk", "program_id")
    ours = {pk for pk, home in homes if home == program.pk}
    rows = Coverage.objects.filter(patient__among=ours)
    known = {
        (patient, source): (pk, said)
        for pk, patient, source, *said in rows.values_list("pk", "patient_id", "source_ref", *SAID)
    }
    added, changed = [], []
    for (patient, source), one in latest.items():
        if patient not in ours:
            continue
        said = _said(one)
        pk, before = known.get((patient, source), (None, None))
        if pk is None:
            added.append((patient, source, reported_by, at, *said))
        elif said != before:
            changed.append((*said, pk))
    bulk.insert(Coverage, COLUMNS, added)
    bulk.update(Coverage, SAID, changed)
    if added or changed:
        counts = {"added": len(added), "changed": len(changed)}
        record("coverages.recorded", about=None, by=by, at=at, program_id=program.pk, **counts)
    return len(added) + len(changed)


def _said(facts: CoverageFacts) -> list[Any]:
    payer = facts.payer if facts.payer in PAYERS else Coverage.Payer.OTHER.value
    text = fit(facts.payer_text or facts.payer, 200)
    return [payer, text, facts.starts_on, facts.ends_on]
