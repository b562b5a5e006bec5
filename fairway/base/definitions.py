"""The loader of definitions: TOML files with an owner, read into frozen structs. Unknown key = error."""

from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from fairway.base.errors import FairwayError


class BadDefinition(FairwayError):
    """A definition file that cannot be used; the text names the file, the key and the remedy."""


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same words in each language of the product."""

    en: str
    es: str

    def in_language(self, language: str) -> str:
        """The words for a language tag such as `es-MX`."""
        return self.es if language.startswith("es") else self.en


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a number comes from. `grade` is V (read at its source), S (second hand), M (from memory)."""

    title: str
    url: str
    seen_on: date
    grade: str = "V"


class Owned(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every definition says of itself."""

    id: str
    version: str
    why_it_matters: str
    authored_by: str
    checked_by: str
    reviewed_on: date
    next_review_on: date

    def is_review_overdue(self, *, on: date) -> bool:
        """A definition past its review still works, and is reported (`fairway doctor`)."""
        return on > self.next_review_on


Definition = TypeVar("Definition")


def load(path: Path, kind: type[Definition]) -> Definition:
    """One TOML file as a frozen struct.

    Raises BadDefinition with the file, the key and what is wrong: an unknown key, a missing source, a date
    that is none.
    """
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except msgspec.DecodeError as problem:
        raise BadDefinition(
            f"{path.name}: {problem}. Mend the file; nothing was loaded from it."
        ) from problem
