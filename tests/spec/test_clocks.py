"""The clock specs: each table must come out as written, and the manual printed from them must be current."""

from pathlib import Path

import pytest

from tests.spec.clock_language import Spec, rows
from tests.spec.clocks import CHAPTERS
from tests.spec.manual import manual


@pytest.mark.parametrize("spec", [spec for chapter in CHAPTERS for spec in chapter.specs], ids=str)
def test_clock(spec: Spec) -> None:
    """NAV-7."""
    assert spec.run() == rows(spec.expect)


def test_manual_is_current() -> None:
    printed = Path(__file__).parents[2] / "docs" / "clocks.md"
    assert printed.read_text() == manual(), "docs/clocks.md is behind its specs: run `make docs`."
