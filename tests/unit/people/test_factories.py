"""Every model has a factory that makes a row the database accepts (STYLE 24)."""

import pytest
from django.apps import apps
from django.db.models import JSONField, Model

from tests.factories import people

MODELS = list(apps.get_app_config("people").get_models())


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_has_a_factory_whose_row_is_valid(model: type[Model]) -> None:
    made = getattr(people, f"{model.__name__}Factory")()
    # An empty list is a value to us and a blank to a form.
    made.full_clean(exclude=[f.name for f in model._meta.fields if isinstance(f, JSONField)])
    assert made.pk
