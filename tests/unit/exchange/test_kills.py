"""kill -9 at random moments: nothing is lost, nothing is doubled (DESIGN rule 6)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.unit.exchange.records import patient, result, write

HERE = Path(__file__).parent


def people(folder: Path) -> None:
    """A small bulk folder in which half of the results come before their people."""
    for part in range(10):
        numbers = range(part * 60, part * 60 + 60)
        write(folder / f"Patient.{part}.ndjson.gz", *(patient(n) for n in numbers if n % 7))
        write(
            folder / f"Condition.{part}.ndjson",
            *(result(n, f"Patient/p{n}", "4" if n % 2 else "1") for n in numbers),
        )


def imported(
    folder: Path, var: Path, *, kills: int, seed: int = 0, seconds: float = 0.0
) -> dict[str, Any]:
    """What killed.py found at the end."""
    environment = os.environ | {
        # Each has its own database, and with PostgreSQL its own server.
        "FAIRWAY_VAR": str(var), "DJANGO_SETTINGS_MODULE": "fairway.config.settings.test", "DATABASE_URL": "",
        "PYTHONPATH": str(HERE.parents[2]), "FAIRWAY_SQLITE_SYNCHRONOUS": "FULL",
    }  # fmt: skip
    command = [
        sys.executable,
        "-W",
        "error",
        str(HERE / "killed.py"),
        str(folder),
        str(kills),
        str(seed),
        str(seconds),
    ]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=280, check=False
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize(("kills", "seed"), [(8, 1), pytest.param(40, 2, marks=pytest.mark.slow)])
def test_killed_at_random_moments_the_end_is_the_same(
    tmp_path: Path, kills: int, seed: int
) -> None:
    people(tmp_path / "records")
    straight = imported(tmp_path / "records", tmp_path / "straight", kills=0)
    # Each life lasts so long that all of them together reach about once through the work.
    life = 2.5 * straight["took"] / kills
    broken = imported(
        tmp_path / "records", tmp_path / "broken", kills=kills, seed=seed, seconds=life
    )
    assert broken["landed"] >= kills // 2
    assert broken["found"] == straight["found"]
    assert straight["found"]["patients"] == 514
    assert straight["found"]["waiting"] == 86
