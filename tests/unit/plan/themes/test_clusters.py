"""The aid's groups: repeatable, nothing lost, copies counted once, one speaker alone makes no theme."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from fairway.plan.themes.definitions import stop_words
from fairway.plan.themes.rules.clusters import ZOOMS, Grouping, Unit, group
from fairway.plan.themes.rules.neighbors import nearest
from tests.unit.plan.themes.conftest import ALONE, NURSES, RECORDS, RIDES

SAID = (*RIDES, *NURSES, *RECORDS)


def units(texts: tuple[str, ...] = SAID, *, source: str = "") -> list[Unit]:
    return [Unit(key, text, source or f"source:{key}", "en") for key, text in enumerate(texts)]


def grouped(given_units: list[Unit], zoom: str = "middle") -> Grouping:
    return group(given_units, stop_words=stop_words(), zoom=zoom)


def test_three_matters_become_three_groups_with_their_words() -> None:
    found = grouped(units())
    members = {frozenset(key for key, _ in one.members) for one in found.groups}
    assert members == {frozenset(range(5)), frozenset(range(5, 10)), frozenset(range(10, 15))}
    assert all(one.texts == 5 and one.sources == 5 for one in found.groups)
    words = {word for one in found.groups for word in one.terms}
    assert {"bus", "nurses", "records"} <= words


@pytest.mark.parametrize("zoom", ZOOMS)
def test_the_same_again_whatever_the_zoom(zoom: str) -> None:
    assert grouped(units(), zoom) == grouped(units(), zoom)


def test_a_finer_zoom_never_gives_fewer_groups() -> None:
    sizes = [len(grouped(units(), zoom).groups) for zoom in ("broad", "middle", "fine")]
    assert sizes == sorted(sizes)


def test_a_thousand_copies_count_as_one_text_and_change_no_group() -> None:
    copies = [Unit(100 + n, RIDES[0], f"letter:{n}", "en") for n in range(1000)]
    plain, flooded = grouped(units()), grouped([*units(), *copies])
    assert flooded.texts == plain.texts
    assert [one.terms for one in flooded.groups] == [one.terms for one in plain.groups]
    largest = next(one for one in flooded.groups if any(key >= 100 for key, _ in one.members))
    assert (largest.texts, len(largest.members)) == (5, 1005)


def test_what_one_speaker_says_five_times_makes_no_group() -> None:
    assert grouped(units(source="one")).groups == ()
    assert len(grouped(units(source="one")).alone) == len(SAID)


def test_short_and_single_remarks_stand_alone_and_are_given_back() -> None:
    found = grouped(
        units((*SAID, ALONE, "", "Wholly other words about gardens, bees, honey, apples."))
    )
    assert {15, 16, 17} <= set(found.alone)


@pytest.mark.parametrize("texts", [(), ("one remark only",), ("one remark", "one remark")])
def test_too_little_to_group_is_no_error(texts: tuple[str, ...]) -> None:
    found = grouped(units(texts))
    assert found.groups == ()
    assert len(found.alone) == len(texts)


def test_spanish_is_grouped_as_english_is() -> None:
    texts = (
        "No hay autobús a la clínica y la gasolina cuesta mucho para llegar al tratamiento.",
        "Sin autobús ni gasolina los pacientes no llegan a la clínica para su tratamiento.",
        "Paguen gasolina y autobuses para que lleguemos a la clínica y al tratamiento.",
        "Las enfermeras se van por agotamiento y salarios bajos; formen a más enfermeras.",
        "Salarios bajos y agotamiento: faltan enfermeras y nadie forma a enfermeras nuevas.",
        "Formen enfermeras cerca de casa, suban salarios y bajará el agotamiento.",
    )
    found = group(
        [Unit(key, text, f"s{key}", "es") for key, text in enumerate(texts)],
        stop_words=stop_words(),
        zoom="broad",
    )
    members = {frozenset(key for key, _ in one.members) for one in found.groups}
    assert members == {frozenset({0, 1, 2}), frozenset({3, 4, 5})}


words = st.sampled_from(
    ["bus", "ride", "clinic", "nurse", "wage", "burnout", "record", "software", "result", "share"]
)
remarks = st.lists(st.lists(words, min_size=1, max_size=12).map(" ".join), max_size=25)


@settings(max_examples=60, deadline=None)
@given(remarks)
def test_every_passage_is_in_one_group_or_alone_never_in_both_never_lost(texts: list[str]) -> None:
    found = grouped(units(tuple(texts)))
    placed = [key for one in found.groups for key, _ in one.members]
    assert sorted([*placed, *found.alone]) == list(range(len(texts)))
    assert all(0 <= firm <= 1 for one in found.groups for _, firm in one.members)
    assert all(one.texts >= 2 for one in found.groups)


@settings(max_examples=30, deadline=None)
@given(remarks)
def test_a_second_run_is_the_first(texts: list[str]) -> None:
    assert grouped(units(tuple(texts))) == grouped(units(tuple(texts)))


def test_searching_by_cells_finds_most_of_what_the_exact_search_finds() -> None:
    texts = [f"{SAID[n % 15]} place{n % 40} number{n % 37} week{n % 23}" for n in range(3000)]
    vectors = TfidfVectorizer(dtype=np.float32).fit_transform(texts).tocsr()
    sources = [str(n) for n in range(3000)]
    exact = nearest(vectors, sources=sources, many=10)
    cells = nearest(vectors, sources=sources, many=10, exact_up_to=100)
    # By nearness and not by name: many are equally near.
    assert cells.sum() >= 0.9 * exact.sum()
    assert cells.diagonal().sum() == 0
