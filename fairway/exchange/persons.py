"""Who a record speaks of: people registered as they arrive, and found again by their id at the source."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from fairway.exchange.fhir.read import FoundCoverage, Reading, Subject
from fairway.exchange.summary import add
from fairway.navigation.pathways.actions import mark_changed
from fairway.people.actions import record_coverages, register_patients
from fairway.people.models import Identifier, Organization
from fairway.people.rules import CoverageFacts

# Ids remembered between chunks; with more, all are forgotten and looked up again: memory stays flat.
REMEMBERED = 100_000


class Persons:
    """The people of one run."""

    def __init__(
        self, *, program: Organization, site: Organization | None, by: str, at: datetime
    ) -> None:
        self.program, self.site, self.by, self.at = program, site, by, at
        self.outcomes: dict[str, int] = {}
        self._ids: dict[tuple[str, str], int] = {}

    def register(self, readings: Iterable[Reading]) -> None:
        """Find or register the people of a chunk, in its transaction."""
        facts = [one.patient for one in readings if one.patient is not None]
        if not facts:
            return
        done = register_patients(
            program=self.program,
            site=self.site,
            facts=facts,
            reported_by="ehr",
            by=self.by,
            at=self.at,
        )
        for said, one in zip(facts, done, strict=True):
            self._ids[said.identifiers[0]] = one.patient_id
            add(self.outcomes, {one.outcome: 1})
        # A birth date or a language that changed moves standards and lists, also when nothing else came.
        mark_changed(
            {one.patient_id for one in done if one.outcome in ("updated", "review")}, at=self.at
        )

    def look_up(self, subjects: Iterable[Subject | None]) -> None:
        """Fetch the ids of people not yet met in this run."""
        if len(self._ids) > REMEMBERED:
            self._ids.clear()
        missing: dict[str, set[str]] = {}
        for subject in subjects:
            if subject is not None and subject.key not in self._ids:
                missing.setdefault(subject.system, set()).add(subject.value)
        for system, values in missing.items():
            rows = Identifier.objects.filter(
                program=self.program, system=system, value__among=values
            )
            for value, patient_id in rows.values_list("value", "patient_id"):
                self._ids[system, value] = patient_id

    def known(self, subject: Subject | None) -> int | None:
        """The patient, if she is here."""
        return self._ids.get(subject.key) if subject is not None else None

    def store_coverages(self, found: Sequence[tuple[FoundCoverage, int]]) -> None:
        """Hand coverages to people."""
        facts = [
            CoverageFacts(patient_id=person, **msgspec.structs.asdict(one)) for one, person in found
        ]
        if facts:
            record_coverages(program=self.program, facts=facts, by=self.by, at=self.at)
