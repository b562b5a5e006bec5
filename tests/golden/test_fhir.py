"""Golden: hand-written FHIR in, the facts it must become. Review a change here as you review code."""

import json
from pathlib import Path

import msgspec
import pytest

from tests.unit.exchange.fhir.making import read_one

HERE = Path(__file__).parent / "fhir"
RESOURCES = sorted(path for path in HERE.glob("*.json") if not path.name.endswith(".expected.json"))


@pytest.mark.parametrize("path", RESOURCES, ids=lambda path: path.stem)
def test_a_resource_becomes_these_facts(path: Path) -> None:
    found = msgspec.to_builtins(read_one(path.read_bytes()))
    assert json.loads(msgspec.json.encode(found)) == json.loads(
        path.with_suffix(".expected.json").read_bytes()
    )
