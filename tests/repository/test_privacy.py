"""Every field of every table says whether it identifies, tells of health, or is safe (STYLE: week one)."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps

CLASSES = {"identifying", "phi", "safe"}
OURS = [config for config in apps.get_app_configs() if config.name.startswith("fairway.")]
TABLES = [(config, model) for config in OURS for model in config.get_models()]


def classified(config) -> dict[str, dict[str, list[str]]]:
    """What privacy.toml of the package says."""
    path = Path(config.path) / "privacy.toml"
    assert path.exists(), f"{config.name} has tables and no privacy.toml"
    return tomllib.loads(path.read_text())


@pytest.mark.parametrize(("config", "model"), TABLES, ids=lambda one: getattr(one, "__name__", ""))
def test_every_field_is_in_one_class(config, model) -> None:
    said = classified(config).get(model.__name__, {})
    assert said.keys() <= CLASSES
    fields = {field.name for field in model._meta.get_fields() if field.concrete}
    times = Counter(name for names in said.values() for name in names)
    assert fields - times.keys() == set(), "classify these in privacy.toml"
    assert times.keys() - fields == set(), "these are no fields any more"
    assert [name for name, count in times.items() if count > 1] == []


@pytest.mark.parametrize("config", OURS, ids=lambda config: config.label)
def test_no_table_is_classified_that_is_none(config) -> None:
    models = {model.__name__ for model in config.get_models()}
    if models:
        assert classified(config).keys() <= models


def test_what_surely_identifies_is_never_safe() -> None:
    words = {"family", "given", "birth_date", "value_key", "lines", "postal_code", "email", "body"}
    for config, model in TABLES:
        assert not words & set(classified(config).get(model.__name__, {}).get("safe", [])), model
