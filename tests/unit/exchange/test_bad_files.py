"""Bad input, file by file: one clear sentence with the place; the rest goes in; nothing is lost or doubled."""

import errno
import gzip
import tracemalloc
from pathlib import Path

import pytest
from django.db import OperationalError

from fairway.exchange import actions, intake, sources
from fairway.exchange.actions import DiskFull
from fairway.exchange.models import Quarantined
from fairway.exchange.sources import InputFile, Line
from fairway.people.models import Patient
from tests.unit.exchange.records import bring_in, patient, program_with_site, result, write

pytestmark = pytest.mark.django_db


def test_a_truncated_gzip_gives_what_it_has_and_says_where_it_ends(tmp_path: Path) -> None:
    program, site = program_with_site()
    whole = write(tmp_path / "a.ndjson.gz", *(patient(n) for n in range(3000))).read_bytes()
    (tmp_path / "a.ndjson.gz").write_bytes(whole[: len(whole) // 2])
    summary = bring_in(program, site, tmp_path)
    assert 0 < summary.used == Patient.objects.count() < 3000
    assert summary.quarantined == 1
    place = summary.quarantine[0]
    assert place.line == summary.used + 1
    assert "the end of its gzip data is missing" in place.reason
    (tmp_path / "a.ndjson.gz").write_bytes(whole)
    mended = bring_in(program, site, tmp_path)
    assert (mended.repeated, mended.used, mended.quarantined) == (
        summary.used,
        3000 - summary.used,
        0,
    )


def test_a_damaged_gzip_is_named_and_the_other_files_go_in(tmp_path: Path) -> None:
    program, site = program_with_site()
    (tmp_path / "Patient.ndjson.gz").write_bytes(b"\x1f\x8b not gzip at all")
    write(tmp_path / "more.ndjson", patient(1))
    summary = bring_in(program, site, tmp_path)
    assert (summary.used, summary.quarantined) == (1, 1)
    assert summary.quarantine[0].file == "Patient.ndjson.gz"
    assert "damaged" in summary.quarantine[0].reason


def test_gzip_members_one_after_the_other_are_one_file(tmp_path: Path) -> None:
    program, site = program_with_site()
    one, two = (write(tmp_path / "x.gz", patient(n)).read_bytes() for n in (1, 2))
    (tmp_path / "x.gz").unlink()
    (tmp_path / "a.ndjson.gz").write_bytes(one + two + b"\0\0")
    assert bring_in(program, site, tmp_path).used == 2


def test_a_gzip_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, site = program_with_site()
    monkeypatch.setattr(sources, "RATIO_FROM", 1_000_000)
    bomb = b'{"resourceType":"Claim","id":"1","note":"' + b" " * 50_000_000 + b'"}\n'
    (tmp_path / "a.ndjson.gz").write_bytes(gzip.compress(bomb))
    summary = bring_in(program, site, tmp_path)
    assert (summary.lines, summary.quarantined) == (1, 1)
    assert "over 250 times its size" in summary.quarantine[0].reason


def test_a_line_of_300_mb_is_skipped_without_being_held(tmp_path: Path) -> None:
    program, site = program_with_site()
    path = tmp_path / "a.ndjson"
    with path.open("wb") as file:
        file.write(b'{"resourceType":"Patient","id":"before"}\n')
        for _ in range(300):
            file.write(b"x" * 1_000_000)
        file.write(b'\n{"resourceType":"Patient","id":"after"}\n')
    tracemalloc.start()
    try:
        summary = bring_in(program, site, path)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()
        path.unlink()
    assert (summary.lines, summary.used, summary.quarantined) == (3, 2, 1)
    assert summary.quarantine[0].line == 2
    assert "(300 MB, " in summary.quarantine[0].reason


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_the_longest_line_that_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extra: int
) -> None:
    monkeypatch.setattr(sources, "LONGEST_LINE", 5_000)
    monkeypatch.setattr(sources, "BLOCK", 1_000)
    path = write(tmp_path / "a.ndjson", b"x" * (5_000 + extra), b"y")
    found = list(InputFile(path, path.name).lines())
    assert [(line.number, line.data is None) for line in found] == [(1, extra > 0), (2, False)]


@pytest.mark.parametrize("block", [1, 2, 3, 7, 1 << 20])
@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b"\n\n"])
def test_lines_are_cut_alike_whatever_the_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int, end: bytes
) -> None:
    monkeypatch.setattr(sources, "BLOCK", block)
    path = tmp_path / "a.ndjson"
    path.write_bytes(b"\xef\xbb\xbf{}\n\n  \n{1}\r\n{2}" + end) if block > 2 else path.write_bytes(
        b"{}\n\n  \n{1}\r\n{2}" + end
    )
    found = [
        (line.number, (line.data or b"").strip()) for line in InputFile(path, path.name).lines()
    ]
    assert found == [(1, b"{}"), (4, b"{1}"), (5, b"{2}")]
    assert [line.number for line in InputFile(path, path.name).lines(after=4)] == [5]


def test_a_bundle_over_the_limit_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, site = program_with_site()
    monkeypatch.setattr(sources, "LARGEST_BUNDLE", 1000)
    (tmp_path / "a.json").write_bytes(b'{"resourceType":"Bundle","entry":[' + b" " * 2000 + b"]}")
    summary = bring_in(program, site, tmp_path)
    assert (summary.lines, summary.quarantined) == (1, 1)
    assert "ask its source for NDJSON" in summary.quarantine[0].reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not json", "is not JSON"),
        (b"", None),
        (b'{"resourceType":"Bundle","entry":{}}', "Bundle that cannot be opened"),
        (b'{"resourceType":"Bundle","type":"collection"}', None),
        (
            b'{"resourceType":"Bundle","entry":[{"resource":' + b"[" * 100_000,
            "is not JSON|nested too deep",
        ),
        (b"[]", "not a FHIR resource"),
    ],
)
def test_documents_that_are_none(tmp_path: Path, data: bytes, reason: str | None) -> None:
    program, site = program_with_site()
    (tmp_path / "a.json").write_bytes(data)
    summary = bring_in(program, site, tmp_path)
    assert summary.quarantined == (reason is not None)
    assert reason is None or any(part in summary.quarantine[0].reason for part in reason.split("|"))


def test_bad_lines_leave_the_good_ones_alone_and_are_not_doubled(tmp_path: Path) -> None:
    program, site = program_with_site()
    bad = [
        b"{", b'{"resourceType":"patient"}', b'{"resourceType":"Patient"}', patient(2, birthDate="2023-02-30"),
        {key: value for key, value in result(2, "x").items() if key != "subject"},
        result(3, "Patient/p1", day="9999-12-31"),
    ]  # fmt: skip
    path = write(tmp_path / "a.ndjson", patient(1), *bad, result(1, "Patient/p1"))
    summary = bring_in(program, site, path)
    assert (summary.used, summary.quarantined) == (2, 6)
    assert [place.line for place in summary.quarantine] == [2, 3, 4, 5, 6, 7]
    assert [place.path for place in summary.quarantine][3:] == [
        "$.birthDate",
        "$.subject",
        "$.effectiveDateTime",
    ]
    assert "2023-02-30" not in str(summary)
    row = Quarantined.objects.get(line=5)
    assert row.pack is not None
    again = bring_in(program, site, path)
    assert (again.repeated, again.quarantined, Quarantined.objects.count()) == (2, 6, 6)
    assert [place.line for place in again.quarantine] == [2, 3, 4, 5, 6, 7]


def test_only_the_first_places_are_listed_but_all_are_counted(tmp_path: Path) -> None:
    program, site = program_with_site()
    summary = bring_in(program, site, write(tmp_path / "a.ndjson", *[b"{"] * 50))
    assert (summary.quarantined, len(summary.quarantine), Quarantined.objects.count()) == (
        50,
        20,
        50,
    )


def test_a_patient_given_two_birth_dates_keeps_both_for_a_person_to_choose(tmp_path: Path) -> None:
    program, site = program_with_site()
    bring_in(program, site, write(tmp_path / "a.ndjson", patient(1, birthDate="1970-01-01")))
    summary = bring_in(
        program, site, write(tmp_path / "b.ndjson", patient(1, birthDate="1971-06-06"))
    )
    assert summary.people == {"review": 1}
    assert Patient.objects.get().birth_date.isoformat() == "1970-01-01"


@pytest.mark.parametrize(
    "problem",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OperationalError("database or disk is full"),
    ],
)
def test_a_full_disk_is_said_and_the_import_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    program, site = program_with_site()
    monkeypatch.setattr(actions, "CHUNK_LINES", 2)
    path = write(tmp_path / "a.ndjson", *(patient(n) for n in range(6)))
    take = intake.Intake.take

    def fails_once(self: intake.Intake, *args: object, **fields: object) -> None:
        if self.summary.lines == 4:
            raise problem
        take(self, *args, **fields)  # type: ignore[arg-type]

    monkeypatch.setattr(intake.Intake, "take", fails_once)
    with pytest.raises(DiskFull, match="Free some space"):
        bring_in(program, site, path)
    assert Patient.objects.count() == 4
    monkeypatch.setattr(intake.Intake, "take", take)
    assert bring_in(program, site, path).used == 2


def test_other_troubles_are_not_taken_for_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, site = program_with_site()

    def fails(self: intake.Intake, *args: object, **fields: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(intake.Intake, "take", fails)
    with pytest.raises(PermissionError):
        bring_in(program, site, write(tmp_path / "a.ndjson", patient(1)))


def test_a_line_knows_its_place() -> None:
    line = Line(3, 4, None, "is too long")
    assert (line.position, line.number, line.default_id) == (3, 4, "")
