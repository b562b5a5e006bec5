"""Row-value paging: no row twice, none left out, also where the first column ties."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from fairway.base.keyset import RowAfter
from fairway.people.models import Place


class Paging(TestCase):
    @given(st.lists(st.integers(0, 4), max_size=30), st.integers(1, 7))
    @settings(max_examples=30, deadline=None)
    def test_pages_add_up(self, numbers: list[int], size: int) -> None:
        for number, rucc in enumerate(numbers):
            Place.objects.create(zip=f"{number:05}", rucc=rucc)
        rows = Place.objects.order_by("rucc", "id")
        seen: list[int] = []
        page = list(rows[:size])
        while page:
            seen += [place.pk for place in page]
            page = list(rows.filter(RowAfter(["rucc", "id"], [page[-1].rucc, page[-1].pk]))[:size])
        assert seen == [place.pk for place in rows]


pytestmark = pytest.mark.django_db
