"""Other people's records: the summary adds up to every line, and a second run changes nothing. Left out where absent."""

import gzip
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from fairway.exchange.models import Pack, Received
from fairway.exchange.sources import BUNDLE
from fairway.navigation.pathways.models import Event
from fairway.people.models import Patient
from tests.unit.exchange.fhir.making import read_one
from tests.unit.exchange.records import bring_in, program_with_site

SHARED = Path(os.environ.get("FAIRWAY_SHARED", Path(__file__).parents[4] / "shared" / "data"))
FHIR = SHARED / "fhir"
pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(
        not FHIR.is_dir(), reason="../shared/data is not here; set FAIRWAY_SHARED to where it lies"
    ),
]


@pytest.mark.django_db
def test_bulk_254_adds_up_to_every_line() -> None:
    program, site = program_with_site()
    first = bring_in(program, site, FHIR / "bulk-254")
    assert (first.lines, first.repeated, first.quarantined, first.waiting) == (74_105, 0, 0, 0)
    assert Patient.objects.count() == 254
    assert first.cancers == {"colorectal": 8, "lung": 2, "prostate": 5}
    rows = (Received.objects.count(), Event.objects.count(), Pack.objects.count())
    assert rows[0] == 74_105
    again = bring_in(program, site, FHIR / "bulk-254")
    assert (again.lines, again.repeated, again.cancers) == (74_105, 74_105, first.cancers)
    assert (Received.objects.count(), Event.objects.count(), Pack.objects.count()) == rows


@pytest.mark.django_db
def test_breast_24_adds_up_to_every_entry() -> None:
    program, site = program_with_site()
    folder = FHIR / "breast-24"
    entries = sum(
        len(BUNDLE.decode(gzip.decompress(path.read_bytes())).entry) for path in folder.iterdir()
    )
    first = bring_in(program, site, folder)
    assert (first.lines, first.quarantined, first.waiting) == (entries, 0, 0)
    assert (Patient.objects.count(), first.cancers) == (24, {"breast": 24})
    events = Event.objects.count()
    again = bring_in(program, site, folder)
    assert (again.repeated, Event.objects.count()) == (entries, events)


def test_every_example_of_us_core_and_mcode_is_read() -> None:
    """Neither a crash nor a false quarantine; the cancers that mCODE's examples speak of are found."""
    import tarfile

    kinds: Counter[str] = Counter()
    for name in (
        "hl7.fhir.us.core-6.1.0.tgz",
        "hl7.fhir.us.core-7.0.0.tgz",
        "hl7.fhir.us.mcode-4.0.0.tgz",
    ):
        with tarfile.open(FHIR / "packages" / name) as package:
            for member in package.getmembers():
                if "/example/" in member.name and member.name.endswith(".json"):
                    kinds += _read_example(json.loads(_bytes(package, member)))
    assert kinds["diagnosis:breast"] >= 3
    assert kinds["diagnosis:lung"] >= 1
    assert kinds["stage:"] >= 3
    assert kinds["treatment:breast"] >= 3


def _bytes(package: Any, member: Any) -> bytes:
    file = package.extractfile(member)
    assert file is not None
    data: bytes = file.read()
    return data


def _read_example(made: dict[str, Any]) -> Counter[str]:
    if made.get("resourceType") == "Bundle":
        return sum(
            (_read_example(entry["resource"]) for entry in made["entry"] if "resource" in entry),
            Counter(),
        )
    if "id" not in made or "resourceType" not in made:
        return Counter()
    return Counter(f"{event.kind}:{event.cancer}" for event in read_one(made).events)
