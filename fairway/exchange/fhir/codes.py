"""What a coded record means here: codes.toml as lookup tables. Pure; loaded once."""

import re
from functools import cache
from pathlib import Path

import msgspec

from fairway.base.definitions import Owned, load
from fairway.navigation.pathways import definitions


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a record is about. `positive` and `negative` say what a plain yes or no means for this test."""

    system: str
    code: str
    says: str
    kind: str
    cancer: str = ""
    value: str = ""
    certainty: str = "confirmed"
    positive: str = ""
    negative: str = ""
    by_mouth: bool = False


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a coded value says, for certain kinds of event and, where it names one, for one cancer."""

    system: str
    code: str
    says: str
    value: str
    cancer: str = ""
    only_for: list[str]


class Polarity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A plain yes or no."""

    system: str
    code: str
    is_positive: bool


class Number(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a measured value says: `value` from `at_least` on, `below` under it, nothing in a unit not named."""

    system: str
    code: str
    says: str
    cancer: str
    at_least: float
    value: str
    below: str
    units: list[str]


class Site(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which cancer a place in the body speaks of."""

    system: str
    code: str
    says: str
    cancer: str


class CodeList(Owned, frozen=True, kw_only=True):
    """codes.toml."""

    code: list[Code]
    answer: list[Answer]
    polarity: list[Polarity]
    number: list[Number]
    site: list[Site]
    systems: dict[str, str]


class Tables:
    """The code list as dictionaries. Keys are pairs of the system's short name and the code."""

    def __init__(self, codes: CodeList) -> None:
        self.systems = codes.systems
        self.codes = {(row.system, row.code): row for row in codes.code}
        self.answers = {
            (kind, row.system, row.code): row for row in codes.answer for kind in row.only_for
        }
        self.polarities = {(row.system, row.code): row.is_positive for row in codes.polarity}
        self.numbers = {(row.system, row.code): row for row in codes.number}
        self.sites = {(row.system, row.code): row.cancer for row in codes.site}
        # By the system's full name, as resources write it: asked for every record of an export.
        self._by_name = {
            (name, row.code): row
            for name, system in codes.systems.items()
            for row in codes.code
            if row.system == system
        }

    def code(self, system: str, code: str) -> Code | None:
        """What the code is about; an ICD-10-CM code also through the shorter codes above it."""
        found = self._by_name.get((system, code))
        if found is None and self.systems.get(system) == "icd-10-cm":
            for end in range(len(code) - 1, 2, -1):
                found = self._by_name.get((system, code[:end].rstrip(".")))
                if found is not None:
                    break
        return found


@cache
def tables() -> Tables:
    """The code list that ships with Fairway. Raises BadDefinition when the file cannot be used."""
    return Tables(load(Path(definitions.__file__).parent / "codes.toml", CodeList))


def plain(text: str) -> str:
    """Words of a value for comparison: lower case, without signs and without SNOMED's tag in parentheses."""
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"\([a-z ]+\)\s*$", "", text.lower())).strip()
