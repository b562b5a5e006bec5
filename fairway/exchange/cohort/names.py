"""Names, streets and clinics of the cohort: names.toml, loaded once."""

from pathlib import Path

import msgspec

from fairway.base.definitions import load


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """names.toml."""

    women: list[str]
    men: list[str]
    families: list[str]
    spanish_families: list[str]
    streets: list[str]
    clinics: list[str]


NAMES = load(Path(__file__).parent / "names.toml", Names)
