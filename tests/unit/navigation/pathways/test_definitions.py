"""Definitions are data with an owner: a file that cannot be used says why, and a stale one is reported."""

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from fairway.base.definitions import BadDefinition, load
from fairway.navigation.pathways import definitions
from fairway.navigation.pathways.definitions.shapes import Match, Pathway

BREAST = definitions.HERE / "breast.toml"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('pick = "first"', "", None),
        ('urgency = "likely"', 'urgency = "likely"\ncolour = "red"', "colour"),
        ("grade = ", "grades = ", "grades"),
        ("reviewed_on = 2026-11-22", 'reviewed_on = "soon"', "reviewed_on"),
        ('version = "2026.1"', "", "version"),
    ],
)
def test_a_bad_file_is_refused_with_the_key(
    tmp_path: Path, old: str, new: str, says: str | None
) -> None:
    text = BREAST.read_text().replace(old, new, 1)
    path = tmp_path / "breast.toml"
    path.write_text(text)
    if says is None:
        assert load(path, Pathway).id == "breast"
        return
    with pytest.raises(BadDefinition, match=says):
        load(path, Pathway)


def test_a_standard_without_a_source_is_refused(tmp_path: Path) -> None:
    lines = [
        line for line in BREAST.read_text().splitlines() if not line.strip().startswith("source =")
    ]
    path = tmp_path / "breast.toml"
    path.write_text("\n".join(lines))
    with pytest.raises(BadDefinition, match="source"):
        load(path, Pathway)


def test_an_unknown_word_is_refused() -> None:
    breast = definitions.pathways()["breast"]
    with pytest.raises(BadDefinition, match="birads-9"):
        definitions.check(
            msgspec.structs.replace(breast, opens=[Match(["screening-result"], ["birads-9"])])
        )


def test_exactly_one_primary_standard() -> None:
    breast = definitions.pathways()["breast"]
    step = breast.steps[0]
    none = msgspec.structs.replace(
        step, standards=[msgspec.structs.replace(step.standards[0], is_primary=False)]
    )
    with pytest.raises(BadDefinition, match="exactly one"):
        definitions.check(msgspec.structs.replace(breast, steps=[none]))


def test_review_past_its_day_is_reported() -> None:
    due = definitions.pathways()["breast"].next_review_on
    assert "breast" not in definitions.review_overdue(on=due)
    assert "breast" in definitions.review_overdue(on=due + timedelta(days=1))


@pytest.mark.parametrize("pathway", definitions.pathways().values(), ids=lambda p: p.id)
def test_every_number_has_its_source(pathway: Pathway) -> None:
    for step in pathway.steps:
        for standard in step.standards:
            assert standard.source.url.startswith("https://")
            assert standard.source.grade in {"V", "S", "M"}
            assert standard.source.seen_on <= date(2027, 1, 1)
