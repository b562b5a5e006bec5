"""The translators' tool: `python -m fairway.web.messages` brings fairway/locale up to date and says what is missing.

It reads every `gettext` call in the code and every `{% translate %}` in the templates, keeps the translations there
are, drops what is no longer said, and never guesses. Babel does the work, so that no system gettext is needed; Babel
knows no Django templates, but Django can turn them into Python for it. `make` compiles the result.

What is raised for a person to mend (a subclass of FairwayError) and why a line could not be read are sentences of pages
too: their texts are taken from where they are raised. NotVisible is not, because its page says nothing of it.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("es",)
HEADER = "# The words of Fairway's pages. Kept up to date by `python -m fairway.web.messages`."
KEYWORDS = DEFAULT_KEYWORDS | {
    f"{name}_lazy": spec
    for name, spec in DEFAULT_KEYWORDS.items()
    if name in ("gettext", "ngettext", "pgettext", "npgettext")
}
# Definitions are mended by whoever writes them, at start-up, and have no page.
ERROR = re.compile(r"^class (?!NotVisible|BadDefinition)(\w+)\(FairwayError\):", re.MULTILINE)
REASONS = {"sentence": None, "Unreadable": None, "BrokenFile": None}


def extract_template(
    file: BinaryIO, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[Any]:
    """Babel's extraction method for Django templates."""
    python = templatize(file.read().decode())
    # What is no message is only blanked out, and its indentation is none to Python.
    lines = "\n".join(line.lstrip() for line in python.split("\n"))
    yield from extract_python(BytesIO(lines.encode()), keywords, comment_tags, options)


def packages() -> list[Path]:
    """Where the errors of pages are raised; those of `config` are the shell's, and the plan's are not yet fixed texts."""
    return [ROOT / name for name in ("base", "people", "navigation", "exchange")]


def raised() -> dict[str, None]:
    """The names under which sentences for a person are raised, as Babel's keywords."""
    files = (path for folder in packages() for path in folder.rglob("*.py"))
    return dict.fromkeys(name for path in files for name in ERROR.findall(path.read_text()))


def collect() -> Catalog:
    """Every message of the product, sorted by its words."""
    found = Catalog(project="fairway", charset="utf-8", fuzzy=False)
    methods = [
        ("**/templates/**.html", "fairway.web.messages:extract_template"),
        ("**.py", "python"),
    ]
    for _, _, message, comments, context in extract_from_dir(
        ROOT, methods, keywords=KEYWORDS | REASONS | raised(), strip_comment_tags=True
    ):
        found.add(message, None, auto_comments=comments, context=context)
    return found


def catalog_path(language: str) -> Path:
    """Where the translations of a language are."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> Catalog:
    """The translations there are; an empty catalog for a new language."""
    path = catalog_path(language)
    if not path.exists():
        return Catalog(locale=language, project="fairway", header_comment=HEADER, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def untranslated(catalog: Catalog) -> list[str]:
    """The messages with no words, or uncertain words, in this language."""
    return [
        str(message.id)
        for message in catalog
        if message.id
        and (message.fuzzy or not all(_texts(message.string)) or message.id in catalog.obsolete)
    ]


def update(language: str) -> list[str]:
    """Bring one catalog up to date with the code; answers what is untranslated."""
    catalog = load(language)
    catalog.update(collect(), no_fuzzy_matching=True, update_creation_date=False)
    path = catalog_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file,
            catalog,
            width=0,
            no_location=True,
            sort_output=True,
            ignore_obsolete=True,
        )
    return untranslated(catalog)


def _texts(string: str | tuple[str, ...] | list[str] | None) -> list[str]:
    if string is None:
        return [""]
    return [string] if isinstance(string, str) else list(string)


if __name__ == "__main__":
    missing = {language: update(language) for language in LANGUAGES}
    for language, messages in missing.items():
        for text in messages:
            sys.stdout.write(f"{language}: {text}\n")
    raise SystemExit(1 if any(missing.values()) else 0)
