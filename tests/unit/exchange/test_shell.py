"""`fairway import`: what it says, and exit codes that mean something."""

from pathlib import Path

import msgspec
import pytest
import typer
from typer.testing import CliRunner

from fairway.base.errors import FairwayError
from fairway.config.shell import import_
from fairway.people.models import Patient
from tests.factories.people import ProgramFactory
from tests.unit.exchange.records import patient, program_with_site, result, write

pytestmark = pytest.mark.django_db


def run(*words: str | Path) -> tuple[int, str, BaseException | None]:
    """Exit code, what was said, and a refusal if there was one."""
    app = typer.Typer()
    import_.register(app)
    done = CliRunner().invoke(app, [str(word) for word in words])
    return done.exit_code, done.output, done.exception


def test_a_clean_import_ends_with_zero(tmp_path: Path) -> None:
    program_with_site()
    code, said, _ = run(write(tmp_path / "a.ndjson", patient(1), result(1, "Patient/p1")))
    assert code == 0
    assert "Imported" in said
    assert "used" in said
    assert "Family1" not in said


def test_unreadable_lines_end_with_three_and_their_place(tmp_path: Path) -> None:
    program_with_site()
    code, said, _ = run(write(tmp_path / "a.ndjson", patient(1), *[b"{"] * 25))
    assert code == 3
    assert "a.ndjson, line 2, $: is not JSON" in said
    assert "and 5 more in quarantine" in said


def test_check_writes_nothing_and_says_so(tmp_path: Path) -> None:
    program_with_site()
    (tmp_path / "notes.txt").write_text("not FHIR")
    write(tmp_path / "a.ndjson", patient(1))
    code, said, _ = run(tmp_path, "--check")
    assert code == 0
    assert "nothing was written" in said
    assert "notes.txt" in said
    assert Patient.objects.count() == 0


def test_json_for_machines(tmp_path: Path) -> None:
    program, site = program_with_site()
    path = write(tmp_path / "a.ndjson", patient(1))
    code, said, _ = run(path, "--json", "--program", program.name, "--site", site.name)
    told = msgspec.json.decode(said)
    assert (code, told["lines"], told["used"]) == (0, 1, 1)


def test_which_program_must_be_plain(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ndjson", patient(1))
    _, _, none_yet = run(path)
    assert isinstance(none_yet, FairwayError)
    assert "set one up first" in str(none_yet)
    program, _ = program_with_site()
    other = ProgramFactory()
    for words in (
        [],
        ["--program", "elsewhere"],
        ["--program", program.name, "--site", "elsewhere"],
    ):
        code, _, refused = run(path, *words)
        assert isinstance(refused, FairwayError)
        assert code == 1
    assert other.name in str(run(path)[2])


def test_nothing_there_is_refused(tmp_path: Path) -> None:
    program_with_site()
    code, _, refused = run(tmp_path / "nowhere")
    assert code == 1
    assert "There is nothing at" in str(refused)


def test_a_word_that_is_no_option_is_wrong_usage() -> None:
    assert run("x", "--frobnicate")[0] == 2
