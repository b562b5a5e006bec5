"""Which text repeats another's words."""

import pytest

from fairway.publishing.rules.echo import repeats, runs

SAID = "one two three four five six seven"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x one two three four five six y", True),
        ("x one two three four five y", False),
        ("ONE, two; “three” four\nfive — six.", True),
        ("xone two three four five six", False),
        ("one two three four five sixty", False),
        ("", False),
    ],
)
def test_six_words_in_a_row_are_a_repetition(text: str, found: bool) -> None:
    assert repeats(text, runs(SAID)) is found


@pytest.mark.parametrize(
    ("said", "number"), [("", 0), ("one two", 0), ("one two three", 1), ("a b c d e f", 1), (SAID, 2)]
)  # fmt: skip
def test_short_texts_are_one_run_and_the_shortest_none(said: str, number: int) -> None:
    assert len(runs(said)) == number
