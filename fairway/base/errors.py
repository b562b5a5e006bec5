"""The root of expected failures. What is raised by one function stands beside that function."""

from collections.abc import Mapping
from typing import Any


class FairwayError(Exception):
    """Something a person can mend. The text says what, with which thing, and what to do next.

    `text` is one fixed sentence, so that a page can say it in its reader's language (web.words.problem_in_words);
    what varies stands in braces and comes beside it: `CaseClosed("Case {case} is closed. Reopen it.", case=id)`.
    It may carry ids; never a name, a birth date or a payload.
    """

    def __init__(self, text: str = "", **ids: object) -> None:
        self.text, self.ids = text, ids
        super().__init__(filled(text, ids))

    def parts(self) -> dict[str, Any]:
        """What a table keeps of it, to be said again later in any language."""
        return {"text": self.text, "ids": {name: str(value) for name, value in self.ids.items()}}


def filled(text: str, ids: Mapping[str, object]) -> str:
    """The sentence with what varies in its places."""
    return text.format(**ids) if ids else text


def sentence(text: str, detail: object = "") -> str:
    """One fixed sentence, which a page can translate, and in brackets what varies (web.words.reason_in_words)."""
    return f"{text} ({detail})" if detail else text
