"""One factory a model, so that every test builds a thing the same way."""

import importlib
from pathlib import Path

from django.apps import apps

FACTORIES = Path(__file__).parents[1] / "factories"


def test_every_model_has_a_factory() -> None:
    made = set()
    for path in FACTORIES.glob("*.py"):
        module = importlib.import_module(
            f"tests.factories.{path.stem}" if path.stem != "__init__" else "tests.factories"
        )
        for thing in vars(module).values():
            meta = getattr(thing, "_meta", None)
            if (
                isinstance(thing, type)
                and meta is not None
                and getattr(meta, "model", None) is not None
            ):
                made.add(meta.model)
    models = {model for model in apps.get_models() if model.__module__.startswith("fairway.")}
    assert {model.__name__ for model in models - made} == set()
