"""Where a resource stands in the ledger: numbered ids side by side, and never in the place of another."""

from pathlib import Path

import pytest

from fairway.exchange import intake
from fairway.exchange.ledger import key_of
from fairway.exchange.models import Received
from tests.unit.exchange.records import bring_in, patient, program_with_site, write

SCOPE = b"1/source:0/"


def test_ids_given_in_sequence_lie_side_by_side() -> None:
    """A page of the tree holds some hundred rows: an import of numbered records writes few pages."""
    keys = [key_of(SCOPE, "Observation", str(number)) for number in range(10_000, 20_000)]
    assert len(set(keys)) == len(keys)
    assert all(-(2**63) <= key < 2**63 for key in keys)
    assert len({key >> 12 for key in keys}) == 100


@pytest.mark.parametrize(
    ("one", "other"),
    [("1", "2"), ("a", "aa"), ("aa", "aaa"), ("x#p1", "x#p2"), ("x#p1", "x"), ("--", "-"), ("1--", "1")],
)  # fmt: skip
def test_short_ids_and_those_with_other_letters_have_keys_of_their_own(
    one: str, other: str
) -> None:
    assert key_of(SCOPE, "Patient", one) != key_of(SCOPE, "Patient", other)


def test_a_key_is_of_one_type_and_one_source() -> None:
    found = {
        key_of(scope, kind, "17")
        for scope in (SCOPE, b"1/source:1/", b"2/source:0/")
        for kind in ("Patient", "Condition")
    }
    assert len(found) == 6


@pytest.mark.django_db
@pytest.mark.parametrize("is_one_file", [True, False])
def test_two_resources_with_one_key_are_never_taken_for_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_one_file: bool
) -> None:
    """Two of a hundred million may; the second goes to quarantine and says so."""
    monkeypatch.setattr(intake, "key_of", lambda *_: 7)
    program, site = program_with_site()
    if is_one_file:
        write(tmp_path / "all" / "Patient.ndjson", patient(1), patient(2))
    else:
        write(tmp_path / "all" / "Patient.1.ndjson", patient(1))
        write(tmp_path / "all" / "Patient.2.ndjson", patient(2))
    summary = bring_in(program, site, tmp_path / "all")
    assert (summary.used, summary.quarantined) == (1, 1)
    assert "another resource" in summary.quarantine[0].reason
    assert Received.objects.count() == 1
