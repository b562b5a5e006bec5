"""Import: everything once, exactly as received, resumable, and a person's word stands (DESIGN rules 5 and 6; INT-6)."""

import gzip
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fairway.exchange import actions, ledger
from fairway.exchange.actions import BeingRead, NothingToImport, Progress
from fairway.exchange.models import ImportRun, Pack, Quarantined, Received, ReceivedFile, Waiting
from fairway.navigation.pathways.models import Appointment, Event, EventConflict
from fairway.people.models import Coverage, Identifier, Patient
from tests.unit.exchange.records import AT, bring_in, patient, program_with_site, result, write

pytestmark = pytest.mark.django_db


def counts() -> tuple[int, ...]:
    """Rows that an import may add."""
    tables = (
        Patient,
        Identifier,
        Event,
        Appointment,
        Pack,
        Received,
        ReceivedFile,
        Quarantined,
        Waiting,
        Coverage,
    )
    return tuple(table.objects.count() for table in tables)


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    program, site = program_with_site()
    path = write(
        tmp_path / "all.ndjson.gz",
        *(patient(n) for n in range(5)),
        *(result(n, f"Patient/p{n}") for n in range(5)),
    )
    first = bring_in(program, site, path)
    assert (first.lines, first.used, first.people, first.events) == (
        10,
        10,
        {"created": 5},
        {"added": 5},
    )
    before = counts()
    again = bring_in(program, site, path)
    assert (again.lines, again.repeated, again.files_known) == (10, 10, 1)
    assert counts() == before


def test_the_same_resources_in_another_file_change_nothing(tmp_path: Path) -> None:
    program, site = program_with_site()
    lines = [patient(1), result(1, "Patient/p1")]
    bring_in(program, site, write(tmp_path / "a.ndjson", *lines))
    before = counts()[:6]
    again = bring_in(program, site, write(tmp_path / "b.ndjson", *reversed(lines)))
    assert (again.repeated, again.used, again.files_known) == (2, 0, 0)
    assert counts()[:6] == before


def test_two_sources_may_use_one_id_for_two_people(tmp_path: Path) -> None:
    program, site = program_with_site()
    one, other = patient(1), patient(2, id="p1")
    bring_in(program, site, write(tmp_path / "a.ndjson", one))
    bring_in(program, None, write(tmp_path / "b.ndjson", other))
    assert Patient.objects.count() == 2


def test_every_resource_is_kept_exactly_as_it_came(tmp_path: Path) -> None:
    program, site = program_with_site()
    odd = b'{ "resourceType" :"Observation","id":"d", "status":"final","subject":{"reference":"Patient/1"},"valueQuantity":{"value":72.50}}'
    bring_in(program, site, write(tmp_path / "a.ndjson", odd, patient(1)))
    scope = f"{program.pk}/source:{site.pk}/".encode()
    assert ledger.versions(scope, "Observation", "d") == [odd]
    (pack,) = Pack.objects.all()
    assert [(one.resource_type, one.fate, one.reason) for one in ledger.entries(pack)] == [
        ("Observation", "kept", "not-about-cancer"), ("Patient", "used", ""),
    ]  # fmt: skip
    assert ledger.body(pack).startswith(odd)


def test_who_comes_later_is_waited_for(tmp_path: Path) -> None:
    program, site = program_with_site()
    early = bring_in(
        program,
        site,
        write(tmp_path / "a.ndjson", result(1, "Patient/p1"), result(2, "Patient/nobody")),
    )
    assert (early.waiting, early.used, Event.objects.count()) == (2, 0, 0)
    late = bring_in(program, site, write(tmp_path / "b.ndjson", patient(1)))
    assert (late.no_longer_waiting, late.used, late.waiting) == (1, 1, 0)
    assert Event.objects.get().patient == Patient.objects.get()
    assert Waiting.objects.get().subject_value == "Patient/nobody"


def test_within_one_import_the_order_of_lines_does_not_matter(tmp_path: Path) -> None:
    program, site = program_with_site()
    folder = tmp_path / "x"
    write(folder / "0-first.ndjson", result(1, "Patient/p1"))
    write(folder / "9-last.ndjson", patient(1))
    summary = bring_in(program, site, folder)
    assert (summary.used, summary.waiting, summary.no_longer_waiting) == (2, 0, 0)


def test_a_bulk_folder_is_read_people_first(tmp_path: Path) -> None:
    program, site = program_with_site()
    write(tmp_path / "b" / "Observation.ndjson.gz", result(1, "Patient/p1"))
    write(tmp_path / "b" / "deep" / "Patient.000.ndjson", patient(1))
    (tmp_path / "b" / "README.txt").write_text("hello")
    summary = bring_in(program, site, tmp_path / "b")
    assert (summary.used, summary.files, summary.files_not_read) == (2, 2, ["README.txt"])
    assert Waiting.objects.count() == 0


@pytest.mark.parametrize("kind", ["collection", "transaction", "batch", "document"])
def test_a_bundle_with_its_links(tmp_path: Path, kind: str) -> None:
    program, site = program_with_site()
    entries: list[dict[str, Any]] = [
        {"fullUrl": "urn:uuid:o-1", "resource": result(1, "urn:uuid:aa")},
        {
            "fullUrl": "http://x/fhir/Observation/2",
            "resource": result(2, "http://x/fhir/Patient/p1"),
        },
        {"fullUrl": "urn:uuid:aa", "resource": patient(1)},
        {"fullUrl": "urn:uuid:bb", "resource": {k: v for k, v in patient(2).items() if k != "id"}},
        {"resource": result(3, "urn:uuid:bb")},
        {"request": {"method": "DELETE", "url": "Patient/9"}},
    ]
    bundle = {"resourceType": "Bundle", "type": kind, "entry": entries}
    path = tmp_path / "one.json.gz"
    path.write_bytes(gzip.compress(msgspec.json.format(msgspec.json.encode(bundle))))
    summary = bring_in(program, site, path)
    assert (summary.lines, summary.used, summary.quarantined, summary.waiting) == (6, 5, 1, 0)
    assert (summary.quarantine[0].line, summary.quarantine[0].reason) == (
        6,
        "is a Bundle entry without a resource",
    )
    assert set(Identifier.objects.filter(system=f"source:{site.pk}").values_list("value", flat=True)) == {
        "Patient/p1", "Patient/bb",
    }  # fmt: skip


def test_one_resource_in_a_file_and_lines_in_a_json_file(tmp_path: Path) -> None:
    program, site = program_with_site()
    (tmp_path / "Patient.json").write_bytes(msgspec.json.format(msgspec.json.encode(patient(1))))
    write(tmp_path / "more.json", patient(2), result(1, "Patient/p1"))
    summary = bring_in(program, site, tmp_path)
    assert (summary.lines, summary.used) == (3, 3)


def test_a_new_version_corrects_and_an_older_one_does_not(tmp_path: Path) -> None:
    program, site = program_with_site()

    def version(category: str, second: int) -> dict[str, Any]:
        return result(
            1, "Patient/p1", category, meta={"lastUpdated": f"2026-03-01T00:00:{second:02}Z"}
        )

    bring_in(program, site, write(tmp_path / "a.ndjson", patient(1), version("0", 10)))
    newer = bring_in(program, site, write(tmp_path / "b.ndjson", version("5", 20)))
    assert (newer.new_versions, newer.events) == (1, {"corrected": 1})
    older = bring_in(program, site, write(tmp_path / "c.ndjson", version("1", 15)))
    assert (older.kept_because, older.events) == ({"older-version": 1}, {})
    assert Event.objects.get(is_current=True).value == "birads-5"


def test_one_id_with_two_contents_in_one_file_ends_with_the_last(tmp_path: Path) -> None:
    program, site = program_with_site()
    two = [result(1, "Patient/p1", "0"), result(1, "Patient/p1", "4")]
    summary = bring_in(program, site, write(tmp_path / "a.ndjson", patient(1), *two))
    assert (summary.used, summary.new_versions) == (3, 1)
    assert Event.objects.get(is_current=True).value == "birads-4"


@pytest.mark.parametrize("together", [True, False])
def test_what_a_new_version_no_longer_says_is_taken_back(tmp_path: Path, together: bool) -> None:
    program, site = program_with_site()
    said = [patient(1, deceasedDateTime="2026-01-01"), result(1, "Patient/p1")]
    unsaid = [
        patient(1),
        result(1, "Patient/p1", status="entered-in-error"),
        result(2, "Patient/p1", status="cancelled"),
    ]
    if together:
        bring_in(program, site, write(tmp_path / "a.ndjson", *said, *unsaid))
    else:
        bring_in(program, site, write(tmp_path / "a.ndjson", *said))
        bring_in(program, site, write(tmp_path / "b.ndjson", *unsaid))
    assert not Event.objects.filter(is_current=True, is_retraction=False).exists()


def test_a_person_s_correction_is_not_overwritten(tmp_path: Path) -> None:
    """INT-6: what the source says afterwards waits for a person."""
    program, site = program_with_site()
    bring_in(program, site, write(tmp_path / "a.ndjson", patient(1), result(1, "Patient/p1", "0")))
    event = Event.objects.get()
    Event.objects.filter(pk=event.pk).update(is_current=False)
    ours = Event.objects.create(
        program=program, patient=event.patient, kind=event.kind, cancer="breast", value="birads-1", corrects=event,
        occurred_on=event.occurred_on, recorded_by=program.intake_owner, recorded_at=AT,
    )  # fmt: skip
    summary = bring_in(program, site, write(tmp_path / "b.ndjson", result(1, "Patient/p1", "5")))
    assert summary.events == {"conflicts": 1}
    assert EventConflict.objects.get().ours == ours
    assert Event.objects.get(is_current=True) == ours


def test_check_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    program, site = program_with_site()
    path = write(
        tmp_path / "a.ndjson",
        patient(1),
        result(1, "Patient/p1"),
        result(2, "Patient/x"),
        b"broken",
        patient(1),
    )
    before = counts()
    checked = bring_in(program, site, path, check=True)
    assert checked.wrote_nothing
    assert (counts(), ImportRun.objects.count()) == (before, 0)
    done = bring_in(program, site, path)
    checked.wrote_nothing = False
    assert msgspec.to_builtins(checked) == msgspec.to_builtins(done)


def test_bookings_and_coverage_reach_their_people(tmp_path: Path) -> None:
    program, site = program_with_site()
    visit = {
        "resourceType": "Appointment", "id": "a1", "status": "booked", "start": "2026-05-01T01:30:00Z",
        "participant": [{"actor": {"reference": "Patient/p1"}}],
    }  # fmt: skip
    payer = {
        "resourceType": "Coverage", "id": "c1", "status": "active", "beneficiary": {"reference": "Patient/p1"},
        "type": {"text": "Medicaid"},
    }  # fmt: skip
    summary = bring_in(program, site, write(tmp_path / "a.ndjson", patient(1), visit, payer))
    assert (summary.bookings, summary.coverages) == ({"added": 1}, 1)
    booked = Appointment.objects.get()
    # 1:30 in London is still the evening before at the program's place.
    assert (booked.starts_on.isoformat(), booked.source_ref) == (
        "2026-04-30",
        f"{site.pk}:Appointment/a1",
    )
    assert Coverage.objects.get().payer == "medicaid"
    noshow = bring_in(program, site, write(tmp_path / "b.ndjson", visit | {"status": "noshow"}))
    assert noshow.bookings == {"corrected": 1}
    assert Appointment.objects.get().status == "noshow"


def test_an_import_broken_off_is_taken_up_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, site = program_with_site()
    monkeypatch.setattr(actions, "CHUNK_LINES", 3)
    lines = [one for n in range(5) for one in (patient(n), result(n, f"Patient/p{n}"))]
    path = write(tmp_path / "a.ndjson", *lines)

    class Power(Exception):
        """The plug is pulled."""

    def pull(progress: Progress) -> None:
        if progress.lines >= 6:
            raise Power

    with pytest.raises(Power):
        bring_in(program, site, path, report=pull)
    assert ReceivedFile.objects.get().lines_done == 6
    again = bring_in(program, site, path)
    assert (again.lines, again.repeated, again.used) == (10, 6, 4)
    assert (Patient.objects.count(), Event.objects.count(), Received.objects.count()) == (5, 5, 10)


def test_two_imports_of_one_file_at_once_double_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, site = program_with_site()
    monkeypatch.setattr(actions, "CHUNK_LINES", 3)
    path = write(tmp_path / "a.ndjson", *(patient(n) for n in range(9)))

    def meanwhile(progress: Progress) -> None:
        if progress.lines == 3:
            bring_in(program, site, path)

    with pytest.raises(BeingRead, match="Nothing is lost"):
        bring_in(program, site, path, report=meanwhile)
    assert (Patient.objects.count(), Received.objects.count()) == (9, 9)
    assert bring_in(program, site, path).repeated == 9


def test_progress_ends_at_the_end(tmp_path: Path) -> None:
    program, site = program_with_site()
    seen: list[Progress] = []
    bring_in(
        program,
        site,
        write(tmp_path / "a.ndjson", patient(1), result(1, "Patient/p1")),
        report=seen.append,
    )
    assert [(one.doing, one.done == one.total, one.lines) for one in seen] == [
        ("files", True, 2),
        ("clocks", True, 2),
    ]


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_nothing_to_import_is_said(tmp_path: Path, name: str) -> None:
    program, site = program_with_site()
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToImport):
        bring_in(program, site, tmp_path / name)


def test_a_job_of_the_workbench_imports_an_upload(tmp_path: Path) -> None:
    from fairway.base.jobs import ask, work_once
    from fairway.exchange.jobs import works

    program, site = program_with_site()
    path = write(tmp_path / "upload.ndjson", patient(1), b"broken")
    args: dict[str, object] = {
        "path": str(path),
        "program_id": program.pk,
        "site_id": site.pk,
        "check": False,
    }
    job = ask("import", args=args, by="staff:1", at=AT)
    assert work_once(works(lambda: AT + timedelta(seconds=1)), clock=lambda: AT)
    job.refresh_from_db()
    assert (job.state, job.result["used"], job.result["quarantined"]) == ("done", 1, 1)
    assert (job.done, job.total) == (job.total, job.done)


@pytest.mark.parametrize(("days", "quarantined"), [(1, 0), (2, 1)])
def test_what_happened_on_a_day_that_lies_ahead_is_set_aside(
    tmp_path: Path, days: int, quarantined: int
) -> None:
    """A day's grace for time zones; a "done" of tomorrow's tomorrow would take a late step off the list."""
    program, site = program_with_site()
    day = (AT.date() + timedelta(days=days)).isoformat()
    summary = bring_in(
        program, site, write(tmp_path / "a.ndjson", patient(1), result(1, "Patient/p1", day=day))
    )
    assert (summary.quarantined, Event.objects.count()) == (quarantined, 1 - quarantined)


def test_an_older_version_that_waited_is_not_used_when_a_newer_one_took_it_back(
    tmp_path: Path,
) -> None:
    program, site = program_with_site()
    bring_in(program, site, write(tmp_path / "a.ndjson", result(1, "Patient/p1")))
    bring_in(
        program,
        site,
        write(tmp_path / "b.ndjson", result(1, "Patient/p1", status="entered-in-error")),
    )
    bring_in(program, site, write(tmp_path / "c.ndjson", patient(1)))
    assert not Event.objects.filter(is_current=True, is_retraction=False).exists()


def test_a_language_that_changes_reaches_the_list(tmp_path: Path) -> None:
    program, site = program_with_site()
    bring_in(program, site, write(tmp_path / "a.ndjson", patient(1), result(1, "Patient/p1")))
    told = {
        "language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "vi"}]},
        "preferred": True,
    }
    bring_in(program, site, write(tmp_path / "b.ndjson", patient(1, communication=[told])))
    assert Patient.objects.get().episodes.get().language == "vi"
