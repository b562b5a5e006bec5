"""Made-up NDJSON for import tests, and the importer with its arguments filled in."""

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from fairway.exchange.actions import Summary, import_path
from fairway.exchange.models import ReceivedFile
from fairway.people.models import Organization
from tests.factories.people import ProgramFactory, SiteFactory, StaffFactory

AT = datetime(2026, 4, 1, 15, 0, tzinfo=UTC)
MAMMOGRAM = {"coding": [{"system": "http://loinc.org", "code": "24606-6"}]}
BIRADS = {"0": "397138000", "1": "397140005", "4": "397144001", "5": "397145000"}


def program_with_site() -> tuple[Organization, Organization]:
    """A program whose imported cases have an owner."""
    program = ProgramFactory()
    program.intake_owner = StaffFactory(program=program)
    program.save()
    return program, SiteFactory(part_of=program)


def patient(number: int, **fields: Any) -> dict[str, Any]:
    """A made-up person, unlike every other."""
    born = f"{1940 + number % 45}-{1 + number % 12:02}-{1 + number % 28:02}"
    made = {
        "resourceType": "Patient", "id": f"p{number}", "birthDate": born, "gender": "female",
        "name": [{"family": f"Family{number}", "given": [f"Given{number}"]}],
    }  # fmt: skip
    return made | fields


def result(
    number: int, about: str, category: str = "4", day: str = "2026-02-02", **fields: Any
) -> dict[str, Any]:
    """A screening mammogram's result."""
    made = {
        "resourceType": "Observation", "id": f"o{number}", "status": "final", "code": MAMMOGRAM,
        "subject": {"reference": about}, "effectiveDateTime": day,
        "valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": BIRADS[category]}]},
    }  # fmt: skip
    return made | fields


def write(path: Path, *made: dict[str, Any] | bytes) -> Path:
    """NDJSON, gzipped where the name says so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = b"".join(
        (one if isinstance(one, bytes) else msgspec.json.encode(one)) + b"\n" for one in made
    )
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def bring_in(
    program: Organization, site: Organization | None, path: Path, **fields: Any
) -> Summary:
    """Import; the summary must add up, whatever happens."""
    summary = import_path(
        program=program, site=site, path=path, by="system:import", at=AT, clock=lambda: AT, **fields
    )
    assert summary.adds_up(), summary
    return summary


def lines_on_file(program: Organization) -> int:
    """Lines that the ledger counts for a program."""
    return sum(file.counts.get("lines", 0) for file in ReceivedFile.objects.filter(program=program))
