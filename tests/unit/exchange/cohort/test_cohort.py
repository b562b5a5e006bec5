"""Writing a cohort: the same from the same seed, in Bulk Data layout, about nobody real; parameters that say what is wrong."""

import ast
import gzip
import json
import re
import tracemalloc
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from itertools import islice
from pathlib import Path
from statistics import median

import pytest
from typer import Typer
from typer.testing import CliRunner

from fairway.base.definitions import BadDefinition
from fairway.config.shell import cohort as shell
from fairway.exchange import cohort
from fairway.exchange.cohort.actions import FolderInUse, write_cohort
from fairway.exchange.cohort.answers import FILE, read_answers
from fairway.exchange.cohort.chance import Chance, Odds
from fairway.exchange.cohort.days import age, due_on, later, warn_on
from fairway.exchange.cohort.parameters import DEFAULT, Deadline, load_parameters
from fairway.exchange.fhir.codes import tables
from fairway.exchange.fhir.read import Context, read

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("cohort") / "cohort"
    write_cohort(folder=made, people=300, seed=4, today=TODAY)
    return made


def contents(folder: Path) -> dict[str, bytes]:
    return {
        one.name.removesuffix(".gz"): gzip.decompress(one.read_bytes()) if one.suffix == ".gz" else one.read_bytes()
        for one in folder.iterdir()
    }  # fmt: skip


def lines(folder: Path, kind: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / f"{kind}.ndjson").read_text().splitlines()]


def test_the_same_seed_writes_the_same_bytes_and_another_does_not(
    folder: Path, tmp_path: Path
) -> None:
    write_cohort(folder=tmp_path / "again", people=300, seed=4, today=TODAY)
    write_cohort(folder=tmp_path / "packed", people=300, seed=4, today=TODAY, is_gzip=True)
    write_cohort(folder=tmp_path / "other", people=300, seed=5, today=TODAY)
    assert contents(tmp_path / "again") == contents(folder)
    assert contents(tmp_path / "packed") == contents(folder)
    assert contents(tmp_path / "other")["Patient.ndjson"] != contents(folder)["Patient.ndjson"]


def test_a_larger_cohort_begins_with_the_smaller_one(folder: Path, tmp_path: Path) -> None:
    write_cohort(folder=tmp_path / "small", people=40, seed=4, today=TODAY)
    assert list(read_answers(tmp_path / "small")) == list(islice(read_answers(folder), 40))


@pytest.mark.parametrize("background", [0, 0.3])
def test_what_surrounds_a_journey_changes_nothing_of_it(
    folder: Path, tmp_path: Path, background: float
) -> None:
    """The same truth and the same records of it, however much an export brings besides."""
    less = tmp_path / "less"
    write_cohort(folder=less, people=300, seed=4, today=TODAY, background=background)
    assert (less / FILE).read_bytes() == (folder / FILE).read_bytes()
    for kind in ("Patient", "Appointment", "Procedure", "ServiceRequest"):
        assert by_id(less, kind) == by_id(folder, kind)
    own = {name: one for name, one in by_id(folder, "Observation").items() if not _is_around(one)}
    found = by_id(less, "Observation")
    assert {name: found[name] for name in own} == own
    around = sum(_is_around(one) for one in lines(less, "Observation"))
    assert (around > 300) is (background > 0)


def test_nothing_of_what_surrounds_a_journey_is_used(folder: Path) -> None:
    context = Context(tables=tables(), source="source:1", links={}, on=TODAY)
    around = [
        read(line, context)
        for file in folder.glob("*.ndjson")
        for line in file.read_bytes().splitlines()
        if _is_around(json.loads(line))
    ]
    assert len(around) > 300 * 60
    assert {one.reason for one in around} == {"not-about-cancer", "type-not-used"}
    kinds = {one.resource_type for one in around}
    assert kinds == {
        "Encounter", "Observation", "DiagnosticReport", "DocumentReference", "Condition", "MedicationRequest",
        "Immunization",
    }  # fmt: skip


def by_id(folder: Path, kind: str) -> dict[object, dict[str, object]]:
    """Late ones may come in another order."""
    return {one["id"]: one for one in lines(folder, kind)}


def _is_around(resource: dict[str, object]) -> bool:
    return re.search(r"-b\d+$", str(resource["id"])) is not None


def test_a_folder_in_use_is_left_alone(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(FolderInUse, match="not empty"):
        write_cohort(folder=folder, people=1, seed=1, today=TODAY)
    assert contents(folder) == before


def test_ids_are_unique_and_references_lead_somewhere(folder: Path) -> None:
    written = [one for file in folder.glob("*.ndjson") for one in lines(folder, file.stem)]
    names = Counter(f"{one['resourceType']}/{one['id']}" for one in written)
    assert max(names.values()) == 1
    referred = set(
        re.findall(
            r'"reference":"([^"]+)"', "".join(file.read_text() for file in folder.glob("*.ndjson"))
        )
    )
    assert referred <= set(names)
    assert len(names) > 300 * 20


def test_every_kind_of_person_and_record_is_there(folder: Path) -> None:
    """DESIGN section 10: partial and missing dates, late arrival, duplicates, transfers, deaths, people without phone or e-mail."""
    key, text = (
        list(read_answers(folder)),
        "".join(file.read_text() for file in folder.glob("*.ndjson")),
    )
    patients = lines(folder, "Patient")
    telecom = [{point["system"] for point in one.get("telecom", [])} for one in patients]  # type: ignore[attr-defined]
    assert {frozenset(one) for one in telecom} >= {
        frozenset(),
        frozenset({"phone"}),
        frozenset({"email"}),
    }
    assert any(one.died_on for one in key)
    assert any(one.moved_on for one in key)
    assert re.search(r'"(effective|performed)DateTime":"\d{4}-\d\d"', text)
    for wanted in (
        '"code":"UNK"',
        '"code":"ASKU"',
        "entered-in-error",
        "provisional",
        "noshow",
        "cancelled",
        "interpreter-needed",
    ):
        assert wanted in text, wanted
    assert any("communication" not in one for one in patients)
    assert {"es", "es-MX"} & {one.groups["language"] for one in key}
    late = [
        one for one in lines(folder, "Procedure")
        if "performedDateTime" in one and _days_until_known(one) > 15
    ]  # fmt: skip
    assert late


def _days_until_known(resource: dict[str, object]) -> int:
    known = date.fromisoformat(resource["meta"]["lastUpdated"][:10])  # type: ignore[index]
    told = str(resource["performedDateTime"])[:10]
    return (known - date.fromisoformat(told)).days if len(told) == 10 else 0


def test_nobody_real_can_be_reached(folder: Path) -> None:
    text = (folder / "Patient.ndjson").read_text()
    numbers = re.findall(r'"system":"phone","value":"([^"]+)"', text)
    assert all(re.fullmatch(r"\(\d{3}\) 555-01\d\d", number) for number in numbers)
    assert all(one.endswith("@example.org") for one in re.findall(r'[^"]+@[^"]+', text))
    assert "us-ssn" not in text
    assert not re.search(r"\d{3}-\d{2}-\d{4}", text)


def test_a_second_opinion_finds_every_resource_to_be_fhir(folder: Path) -> None:
    for file in folder.glob("*.ndjson"):
        model = getattr(import_module(f"fhir.resources.R4B.{file.stem.lower()}"), file.stem)
        for line in file.read_text().splitlines()[::9]:
            model.model_validate_json(line)


def test_memory_does_not_grow_with_the_people(tmp_path: Path) -> None:
    peaks = []
    for people in (400, 1200):
        tracemalloc.start()
        write_cohort(folder=tmp_path / str(people), people=people, seed=4, today=TODAY)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_the_key_knows_nothing_of_the_clock_engine() -> None:
    """It judges the engine, so it must not lean on it."""
    for file in Path(cohort.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.startswith(("fairway.navigation", "django")) for name in names), (
                file.name
            )


@pytest.mark.parametrize(
    ("days", "months", "anchor", "due"),
    [
        (60, 0, date(2026, 1, 5), date(2026, 3, 6)),
        (60, 0, date(2024, 1, 5), date(2024, 3, 5)),
        (0, 6, date(2026, 8, 31), date(2027, 2, 28)),
        (0, 6, date(2027, 8, 31), date(2028, 2, 29)),
        (0, 3, date(2026, 11, 30), date(2027, 2, 28)),
        (0, 12, date(2024, 2, 29), date(2025, 2, 28)),
        (0, 2, date(2026, 12, 31), date(2027, 2, 28)),
    ],
)
def test_due_days(days: int, months: int, anchor: date, due: date) -> None:
    """practice.md section 9: months are not 30 days."""
    deadline = Deadline(step="x.y", days=days, months=months, source="test")
    assert due_on(deadline, anchor) == due
    assert warn_on(deadline, anchor, 30) == max(anchor, due - timedelta(days=14))


def test_years_are_completed_on_the_birthday() -> None:
    assert (age(date(1951, 5, 2), date(2026, 5, 1)), age(date(1951, 5, 2), date(2026, 5, 2))) == (
        74,
        75,
    )
    assert later(date(2026, 1, 1), months=-0, days=-1) == date(2025, 12, 31)


def drawn(groups: tuple[str, str, str, str], interval: str) -> list[int | None]:
    chance = Chance(Odds(load_parameters()), seed=1, number=1)
    chance.groups = groups
    return [chance.days(interval) for _ in range(6000)]


def test_planted_medians_and_the_effects_of_groups_that_meet() -> None:
    """practice.md 5.9: 60 against 16 days, where being Black and having no insurance meet."""
    reference = [one for one in drawn(("white", "en", "private", "urban"), "breast.biopsy") if one]
    both = [one for one in drawn(("black", "en", "none", "urban"), "breast.biopsy") if one]
    assert abs(median(reference) - 8.5) <= 1
    assert 3.4 < median(both) / median(reference) < 4.1
    town, country = (
        [one for one in drawn(("white", "en", "private", place), "colorectal.colonoscopy") if one]
        for place in ("urban", "rural")
    )
    assert abs(median(country) - median(town) - 18) < 5
    never = [
        drawn(("white", "en", payer, "urban"), "colorectal.colonoscopy").count(None) / 6000
        for payer in ("private", "none")
    ]
    assert abs(never[0] - 0.3) < 0.02
    assert abs(never[1] - 0.45) < 0.02


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda text: text + '\n[unheard_of]\nvalue = 1\nsource = "test"\n', "unheard_of"),
        (lambda text: text.replace("of = { benign = 0.4, malignant = 0.6 }", "of = { benign = 0.4, malignant = 0.7 }"), "add up"),
        (lambda text: re.sub(r"\nedge = .*", "", text, count=1), "edge"),
        (lambda text: text.replace('intervals = ["colorectal.colonoscopy"]', 'intervals = ["colorectal.colonscopy"]'), "colonscopy"),
        (lambda text: text.replace('when = { rurality = ["rural"] }', 'when = { shoe_size = ["44"] }'), "names a group"),
        (lambda text: re.sub(r"\ndeath = { value = [0-9.]+", "\ndeath = { value = 1.5", text), "between 0 and 1"),
        (lambda text: re.sub(r'(median = 11.5.*), source = "[^"]*"', r"\1", text), "source"),
    ],
)  # fmt: skip
def test_parameters_that_cannot_be_meant_are_refused(
    tmp_path: Path, change: Callable[[str], str], problem: str
) -> None:
    changed = change(DEFAULT.read_text())
    assert changed != DEFAULT.read_text()
    (tmp_path / "mine.toml").write_text(changed)
    with pytest.raises(BadDefinition, match=problem):
        write_cohort(
            folder=tmp_path / "x", people=1, seed=1, today=TODAY, parameters=tmp_path / "mine.toml"
        )
    assert not (tmp_path / "x").exists()


def test_another_truth_can_be_planted(tmp_path: Path) -> None:
    """Effect sizes are parameters: with nobody ever missing a step, far fewer are overdue."""
    kinder = re.sub(r"never = [0-9.]+", "never = 0.0", DEFAULT.read_text())
    (tmp_path / "kinder.toml").write_text(kinder)
    usual = write_cohort(folder=tmp_path / "usual", people=300, seed=4, today=TODAY)
    kind = write_cohort(
        folder=tmp_path / "kind",
        people=300,
        seed=4,
        today=TODAY,
        parameters=tmp_path / "kinder.toml",
    )
    assert kind.overdue < usual.overdue / 2
    assert (tmp_path / "kind" / "parameters.toml").read_text() == kinder


def test_the_command(tmp_path: Path) -> None:
    app = Typer()
    app.callback()(lambda: None)
    shell.register(app)
    call = [
        "cohort",
        str(tmp_path / "made"),
        "--people",
        "12",
        "--seed",
        "3",
        "--today",
        "2026-11-22",
    ]
    done = CliRunner().invoke(app, [*call, "--json"])
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert (said["people"], said["today"]) == (12, "2026-11-22")
    assert len((tmp_path / "made" / FILE).read_text().splitlines()) == 12
    shown = CliRunner().invoke(
        app, ["cohort", str(tmp_path / "shown"), "--people", "12", "--today", "2026-11-22"]
    )
    assert "12 people" in shown.stdout
    again = CliRunner().invoke(app, call)
    assert isinstance(again.exception, FolderInUse)
