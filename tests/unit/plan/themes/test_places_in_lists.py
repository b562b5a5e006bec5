"""A place in a list that is no key: the page begins at the start and does not fail."""

import pytest
from django.test import Client
from django.urls import reverse

from fairway.plan.themes import actions
from tests.unit.plan.themes.conftest import AT, Plan


@pytest.mark.parametrize("after", ["²", "x", "-1", "9" * 18, "9" * 40, "٣"])
def test_what_is_no_key_is_the_start_or_an_empty_page(plan: Plan, after: str) -> None:
    theme = actions.make_theme(
        name="Rides", passage_ids=[plan.says("Rides.").public_id], by=plan.staff, at=AT
    )
    client = Client()
    client.force_login(plan.staff.user, backend="django.contrib.auth.backends.ModelBackend")
    for address in (reverse("plan_theme", args=[theme.public_id]), reverse("plan_themes_alone")):
        assert client.get(address, {"after": after}).status_code == 200
