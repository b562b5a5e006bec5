"""Import end to end on SQLite against `fhir.resources` validating the same lines: resources per CPU second.

The bar (issue): at least 10 times the peer, a second import at least 10 times faster than the first, and less than
400 MB at the peak. The peer gets its models warm and parsed JSON, on one line in 40; each import runs in a process of
its own, after a tiny import that loads what must be loaded. "With clocks" counts the first evaluation as well.

A cohort is measured twice: as an export brings it, with what navigation does not use (`[background]` of its
parameters), and lean, of nearly only what it does use. No system exports the lean one: it shows what a line costs that
becomes rows. Seconds of helper processes count.
"""

import gzip
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks import ROOT, Result

SHARED = Path(os.environ.get("FAIRWAY_SHARED", ROOT.parent / "shared" / "data"))
AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
ONE_IN = 40
WARM_UP = [
    {"resourceType": "Patient", "id": "warm"},
    {
        "resourceType": "Condition", "id": "warm", "subject": {"reference": "Patient/warm"}, "onsetDateTime": "2020-01-01",
        "code": {"coding": [{"system": "http://snomed.info/sct", "code": "254837009"}]},
    },
]  # fmt: skip


def run(*, small: bool) -> list[Result]:
    """bulk-254 where it is there, and a cohort of 20,000 people."""
    results: list[Result] = []
    with tempfile.TemporaryDirectory(
        prefix="fairway-bench-", dir=os.environ.get("FAIRWAY_BENCH")
    ) as folder:
        people = 200 if small else 20_000
        if (SHARED / "fhir" / "bulk-254").is_dir():
            results += _results("bulk-254", SHARED / "fhir" / "bulk-254", Path(folder), bar=10)
        for name, background, bar in (("cohort", 1, 10), ("lean cohort", 0, None)):
            path = Path(folder) / name
            _child("cohort", str(path), str(people), str(background))
            results += _results(f"{name} of {people:,}", path, Path(folder), bar=bar)
            shutil.rmtree(path)
    return results


def _results(case: str, path: Path, folder: Path, *, bar: float | None) -> list[Result]:
    var = folder / f"var of {case}"
    told = _child("import", str(path), str(var))
    peer = _child("peer", str(path))["rate"]
    first, second = told["first"], told["second"]
    rate = told["lines"] / first
    return [
        Result("import", f"{case}: peer, fhir.resources R4B model_validate", peer, "resources/CPU s"),
        Result("import", f"{case}: end to end, without clocks", told["lines"] / (first - told["clocks"]), "resources/CPU s"),
        Result("import", f"{case}: end to end, with clocks", rate, "resources/CPU s"),
        Result("import", f"{case}: ratio to the peer, without clocks", told["lines"] / (first - told["clocks"]) / peer, "x"),
        Result("import", f"{case}: ratio to the peer, with clocks", rate / peer, "x", bar, True),
        Result("import", f"{case}: second import of the same", first / second, "times faster", 10, True),
        Result("import", f"{case}: peak memory", told["peak_mb"], "MB", 400),
    ]  # fmt: skip


def _child(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.import_", *arguments],
        check=True,
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def write_cohort(folder: str, people: str, background: str) -> dict[str, Any]:
    """Made-up people."""
    from fairway.exchange.cohort.actions import write_cohort as write

    write(
        folder=Path(folder), people=int(people), seed=1, today=date(2026, 11, 1), background=float(background)
    )  # fmt: skip
    return {}


def measure_peer(folder: str) -> dict[str, Any]:
    """CPU seconds of validating one line in 40."""
    from fhir.resources.R4B import get_fhir_model_class

    sample = [
        json.loads(line) for number, line in enumerate(lines(Path(folder))) if number % ONE_IN == 0
    ]
    models = {one["resourceType"]: get_fhir_model_class(one["resourceType"]) for one in sample}

    def validate(made: dict[str, Any]) -> None:
        try:
            models[made["resourceType"]].model_validate(made)
        except ValueError:
            # The cohort holds some resources that are wrong on purpose; the peer has done its work on them as well.
            return

    for one in sample[:100]:
        validate(one)
    before = process_time()
    for one in sample:
        validate(one)
    return {"rate": len(sample) / (process_time() - before)}


def lines(folder: Path) -> Iterator[bytes]:
    """Every line of a bulk folder."""
    for path in sorted(folder.rglob("*.ndjson*")):
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            yield from file


def cpu_seconds() -> float:
    """Of this process and of those it started and waited for."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def measure_import(folder: str, var: str) -> dict[str, Any]:
    """CPU seconds of the first import, of its clocks, and of the second; peak memory of the process."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "fairway.config.settings.local", "FAIRWAY_VAR": var}
    import django

    django.setup()
    from django.core.management import call_command

    from fairway.exchange import actions
    from fairway.people.actions import StaffFacts, set_up_program

    call_command("migrate", verbosity=0)
    owner = StaffFacts(
        name="Bench", email="bench@example.org", role="navigator", is_intake_owner=True
    )
    program = set_up_program(
        name="Bench", time_zone="America/New_York", people=[owner], by="bench", at=AT
    )
    clocks = [0.0]
    evaluate = actions.evaluate_changed

    def timed(**fields: Any) -> Any:
        before = cpu_seconds()
        try:
            return evaluate(**fields)
        finally:
            clocks[0] = cpu_seconds() - before

    actions.evaluate_changed = timed

    def bring_in(path: Path) -> tuple[float, int]:
        before = cpu_seconds()
        summary = actions.import_path(
            program=program, site=None, path=path, by="bench", at=AT, clock=lambda: AT
        )
        assert summary.adds_up()
        return cpu_seconds() - before, summary.lines

    warm = Path(var) / "warm.ndjson"
    warm.write_text("\n".join(json.dumps(one) for one in WARM_UP))
    bring_in(warm)
    first, count = bring_in(Path(folder))
    took = clocks[0]
    second, _ = bring_in(Path(folder))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"first": first, "clocks": took, "second": second, "lines": count, "peak_mb": peak}


if __name__ == "__main__":
    parts = {"cohort": write_cohort, "peer": measure_peer, "import": measure_import}
    json.dump(parts[sys.argv[1]](*sys.argv[2:]), sys.stdout)
