"""What a person is to mend is said in her language: every error's text is one fixed sentence with its ids beside it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from django.utils import translation

from fairway.base.errors import FairwayError
from fairway.exchange.fhir.read import Unreadable, read
from fairway.web.messages import ROOT, collect, packages, raised
from fairway.web.words import problem_in_words, reason_in_words, stored_problem
from tests.unit.exchange.fhir.making import context


def raises() -> Iterator[tuple[str, ast.Call]]:
    """Every place where one of the errors of pages is raised or made."""
    names = set(raised())
    for folder in packages():
        for path in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:  # fmt: skip
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_there_are_errors_to_look_at() -> None:
    assert len(list(raises())) > 50


def test_each_text_is_a_sentence_that_a_translator_sees() -> None:
    known = collect()
    for place, call in raises():
        text = call.args[0]
        assert isinstance(text, ast.Constant), (
            f"{place}: put what varies beside the text, not into it"
        )
        assert text.value in known, place
        wanted = {name for _, name, _, _ in Formatter().parse(str(text.value)) if name}
        assert wanted == {one.arg for one in call.keywords}, place


class Busy(FairwayError):
    """Made for this test."""


def test_said_now_and_said_again_later_in_the_readers_language() -> None:
    problem = Busy("Case {episode} is closed. Reopen it first.", episode=7)
    assert str(problem) == "Case 7 is closed. Reopen it first."
    with translation.override("es"):
        assert problem_in_words(problem) == stored_problem(problem.parts())
        assert problem_in_words(problem) == "El caso 7 está cerrado. Ábralo de nuevo primero."
        assert str(problem) == "Case 7 is closed. Reopen it first."  # for logs and the shell
    with translation.override("en"):
        assert problem_in_words(problem) == str(problem)


def test_a_text_without_ids_may_hold_braces() -> None:
    assert str(Busy("Use {} with care.")) == "Use {} with care."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "no es JSON"),
        (
            b'{"resourceType":"Patient","id":"1","name":{"family":"Secret"}}',
            "tiene un campo del tipo equivocado (Expected `array`)",
        ),
    ],
)
def test_why_a_line_could_not_be_read_keeps_its_detail(line: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(line, context())
    with translation.override("es"):
        assert reason_in_words(caught.value.reason) == said
    with translation.override("en"):
        assert reason_in_words(caught.value.reason) == caught.value.reason


def test_the_packages_are_there() -> None:
    assert all(isinstance(folder, Path) and folder.is_dir() for folder in packages())
