"""Every command, setting, definition and status has its place in the documents."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from fairway.config.shell import COMMANDS
from fairway.navigation.pathways.definitions import pathways, urgencies
from fairway.navigation.pathways.rules.clocks import ClockState, FollowUpStatus
from fairway.people.models import Role

ROOT = Path(__file__).parents[2]
# Every coded word of the plan's tables.
PLAN_WORDS = {
    str(word)
    for model in apps.get_app_config("plan").get_models()
    for field in model._meta.fields
    for word, _ in field.flatchoices
}
GLOSSARY = (ROOT / "GLOSSARY.md").read_text()


@pytest.mark.parametrize("command", [name.rstrip("_").replace("_", "-") for name in COMMANDS])
def test_every_command_is_described(command: str) -> None:
    assert f"| `{command}" in (ROOT / "docs" / "shell.md").read_text()


def test_every_setting_is_described() -> None:
    described = (ROOT / "docs" / "settings.md").read_text()
    used = set()
    for path in (ROOT / "fairway").rglob("*.py"):
        used |= set(re.findall(r'"(FAIRWAY_[A-Z_]+|DATABASE_URL)"', path.read_text()))
    assert {name for name in used if f"`{name}`" not in described} == set()


@pytest.mark.parametrize(
    "word",
    sorted(
        {
            *ClockState,
            *FollowUpStatus,
            *Role.values,
            *pathways(),
            *(u.id for u in urgencies().classes),
            *PLAN_WORDS,
        }
    ),
)
def test_every_status_and_id_stands_in_the_glossary(word: str) -> None:
    assert f"`{word}`" in GLOSSARY


def test_decisions_have_numbers_of_their_own() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs" / "adr").glob("*.md")]
    assert len(numbers) == len(set(numbers))


def test_no_text_names_a_path_of_a_machine_or_a_registry() -> None:
    names = re.compile(r"/(?:work|root)/[a-z]|pypi\.org|registry\.npmjs|files\.pythonhosted")
    tracked = [
        p
        for p in ROOT.rglob("*")
        if p.suffix in {".py", ".md", ".toml", ".html", ".json", ".mjs", ".lock"}
    ]
    skipped = {".venv", ".tools", "node_modules", "build", "staticfiles", "var", ".git"}
    bad = [
        p
        for p in tracked
        if not skipped & set(p.relative_to(ROOT).parts)
        and p != Path(__file__)
        and names.search(p.read_text())
    ]
    assert bad == []
