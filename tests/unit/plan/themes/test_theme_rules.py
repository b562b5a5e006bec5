"""The pure rules: words, what stands, agreement, continuing themes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.plan.themes.definitions import stop_words
from fairway.plan.themes.rules.agreement import agreement
from fairway.plan.themes.rules.standing import (
    ALIKE_NAMES,
    MOST_FINDINGS,
    MOST_THEMES,
    Checked,
    check,
    is_minority,
    likeness,
    matched,
    overlap,
    state_for,
)
from fairway.plan.themes.rules.words import fold, names_in, repeats, words_of


@pytest.mark.parametrize(
    ("word", "language", "folded"),
    [
        ("Disparities", "en", "disparity"),
        ("services", "en", "service"),
        ("access", "en", "access"),
        ("status", "en", "status"),
        ("crisis", "en", "crisis"),
        ("bus", "en", "bus"),
        ("Hospitales", "es", "hospital"),
        ("navegación", "es", "navegacion"),
        ("recursos", "es", "recurso"),
        ("viajes", "es", "viaje"),
    ],
)
def test_one_spelling_for_a_word(word: str, language: str, folded: str) -> None:
    assert fold(word, is_spanish=language == "es") == folded


@given(st.text(min_size=1, max_size=30))
def test_folding_never_fails_on_any_writing(text: str) -> None:
    assert words_of(text) == words_of(text)
    assert all(words_of(text, language="es"))


def test_names_are_found_by_their_capitals_in_the_middle_of_sentences() -> None:
    texts = [
        ("We heard Example speak of care. Care matters.", "en"),
        ("Later Example spoke again of care.", "en"),
        ("EVERYTHING IN CAPITALS TELLS NOTHING OF CARE", "en"),
    ]
    assert names_in(texts) == {"example"}


@pytest.mark.parametrize(
    ("text", "said", "is_repeated"),
    [
        ("one two three four five six", "zero One, two; three four five six!", True),
        ("one two three four five", "one two three four five", False),
        ("one two three four five seven", "one two three four five six", False),
        ("", "one two three four five six", False),
        ("x uno dos tres cuatro cinco seis y", "uno dos tres cuatro cinco seis", True),
    ],
)
def test_six_words_in_a_row_are_a_repetition_and_five_are_none(
    text: str, said: str, is_repeated: bool
) -> None:
    assert repeats(text, said) is is_repeated


def test_stop_words_are_of_both_languages_and_take_no_matter_away() -> None:
    assert {"because", "porque", "they", "nosotro"} <= stop_words()
    assert not {"care", "data", "access", "cost", "time", "help", "atencion"} & stop_words()


@pytest.mark.parametrize(
    ("state", "sources", "after"),
    [
        ("candidate", 0, "candidate"),
        ("candidate", 1, "candidate"),
        ("candidate", 2, "supported"),
        ("supported", 2, "supported"),
        ("supported", 1, "candidate"),
        ("accepted", 2, "accepted"),
        ("accepted", 1, "candidate"),
        ("in-report", 1, "candidate"),
        ("set-aside", 9, "set-aside"),
        ("set-aside", 0, "set-aside"),
    ],
)
def test_stk_9_two_independent_sources_support_a_theme_and_one_leaves_it_a_candidate(
    state: str, sources: int, after: str
) -> None:
    assert state_for(state=state, sources=sources) == after


@pytest.mark.parametrize(
    ("texts", "all_texts", "minority"),
    [(4, 10, True), (5, 10, False), (9, 10_000, True), (10, 10_000, False), (0, 0, True)],
)
def test_few_people_s_view_is_known_by_its_number(
    texts: int, all_texts: int, minority: bool
) -> None:
    assert is_minority(texts=texts, all_texts=all_texts) is minority


def theme(key: int, name: str = "", passages: frozenset[int] = frozenset(), **more: object) -> Checked:  # fmt: skip
    said = {"sources": 2, "state": "candidate", **more}
    return Checked(key, name, passages, **said)  # type: ignore[arg-type]


def test_the_checks_of_a_set_find_alike_names_shared_passages_thin_support_and_too_many() -> None:
    themes = [
        theme(1, "Rides to care", frozenset(range(10))),
        theme(2, "Rides to cares", frozenset(range(20, 30))),
        theme(3, "Nurses", frozenset(range(3, 10))),
        theme(4, "Records", frozenset({100}), sources=1, state="accepted"),
        theme(5, "", frozenset()),
        theme(6, "", frozenset()),
    ]
    found = {(one.rule, one.themes) for one in check(themes)}
    assert found == {("alike-names", (1, 2)), ("shared-passages", (1, 3)), ("too-few-sources", (4,))}  # fmt: skip


def test_seventy_themes_are_not_too_many_and_one_more_is() -> None:
    words = [f"{chr(97 + n // 26) * 9}{chr(97 + n % 26) * 9}" for n in range(MOST_THEMES + 1)]
    themes = [theme(n, words[n]) for n in range(MOST_THEMES + 1)]
    assert "too-many" not in {one.rule for one in check(themes[:-1])}
    assert "too-many" in {one.rule for one in check(themes)}


def test_likeness_and_overlap_at_their_edges() -> None:
    assert likeness("Rides", "rides") == 1
    assert likeness("", "") == 0
    assert likeness("a" * 9 + "x", "a" * 9 + "y") == pytest.approx(ALIKE_NAMES)
    assert overlap({1, 2}, set()) == 0
    assert overlap({1, 2, 3, 4}, {1, 9}) == 0.5


def test_a_group_continues_the_theme_it_shares_most_with_and_each_only_once() -> None:
    groups = [frozenset({1, 2, 3}), frozenset({4, 5}), frozenset({6})]
    themes = {7: frozenset({1, 2}), 8: frozenset({3, 4, 5}), 9: frozenset({10, 11, 12, 6, 13})}
    assert matched(groups, themes) == {0: 7, 1: 8, 2: 9}
    assert matched([frozenset({1, 2}), frozenset({3})], {7: frozenset({1, 2, 3})}) == {0: 7}
    assert matched([frozenset({1, 2, 3})], {7: frozenset({1, 8, 9})}) == {}


@given(st.lists(st.frozensets(st.integers(0, 30)), max_size=8))
def test_groups_continue_themselves(groups: list[frozenset[int]]) -> None:
    parted = [one - frozenset().union(*groups[:place]) for place, one in enumerate(groups)]
    themes = {place: one for place, one in enumerate(parted) if one}
    assert matched(parted, themes) == {place: place for place in themes}


@pytest.mark.parametrize(
    ("pairs", "agreed", "kappa"),
    [
        ([], 0, None),
        ([(1, 1), (2, 2), (1, 1), (2, 2)], 4, 1.0),
        ([(1, 1), (1, 2), (2, 1), (2, 2)], 2, 0.0),
        ([(1, 2), (2, 1)], 0, -1.0),
        ([(1, 1), (1, 1)], 2, None),
        ([(1, 1), (1, None), (2, 2), (2, 2)], 3, 0.6),
    ],
)
def test_kappa_takes_chance_out(
    pairs: list[tuple[int | None, int | None]], agreed: int, kappa: float | None
) -> None:
    found = agreement(pairs)
    assert (found.decided, found.agreed) == (len(pairs), agreed)
    assert found.kappa == (None if kappa is None else pytest.approx(kappa))


def test_the_interval_of_the_share_is_wilson_s() -> None:
    found = agreement([(1, 1)] * 8 + [(1, 2)] * 2)
    low, high = found.interval or (0, 0)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert agreement([]).interval is None
    assert agreement([]).share is None


def test_names_that_cannot_be_alike_are_not_compared_and_findings_end() -> None:
    pairs = [
        ("Rides", "rides"),
        ("Rides to care", "Rides to cares"),
        ("Rides", "Nurses"),
        ("abc", "cba"),
        ("Rides", ""),
    ]
    for one, other in pairs:
        exact = likeness(one, other)
        quick = likeness(one, other, least=ALIKE_NAMES)
        assert quick == exact if exact >= ALIKE_NAMES else quick < ALIKE_NAMES
    themes = [Checked(key, "Rides", frozenset(), 2, "accepted") for key in range(40)]
    assert len(check(themes)) == MOST_FINDINGS
