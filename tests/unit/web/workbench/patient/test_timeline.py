"""The time-line: dated things in, placed shapes out."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.web.workbench.patient.timeline import (
    LETTER,
    MARGIN,
    WIDTH,
    Case,
    Mark,
    Step,
    Stop,
    draw,
)

ON = date(2026, 6, 1)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def picture(marks=(), cases=(), on=ON):
    return draw(marks=marks, cases=cases, on=on, today="Today", month=lambda day: f"{day:%b %Y}")


def step(state, *, due=date(2026, 5, 1), ends=None, label="Biopsy"):
    return Step(
        label=label, state=state, anchor_on=date(2026, 4, 1), due_on=due, ends_on=ends
    )  # fmt: skip


def kinds(drawn):
    return [box.kind for box in drawn.boxes]


@pytest.mark.parametrize(
    ("one", "drawn", "posts"),
    [
        (step("overdue"), ["span", "late"], 1),
        (step("long-overdue"), ["span", "late"], 1),
        (step("met-late", ends=date(2026, 5, 2)), ["span", "late"], 1),
        (step("met", ends=date(2026, 5, 1)), ["span", "met"], 1),
        (step("due", due=ON), ["span"], 1),
        (step("not-yet-due", due=ON + timedelta(days=9)), ["span"], 1),
        (step("not-needed", ends=ON), ["not-needed"], 0),
        (step("no-deadline", due=None), ["open"], 0),
        (step("met", due=None, ends=ON), ["done"], 0),
    ],
)
def test_a_step_is_a_bar_of_its_state(one, drawn, posts):
    shapes = picture(cases=[Case(label="Breast", steps=(one,))])
    assert kinds(shapes) == drawn
    assert len(shapes.due) == posts
    assert [label.text for label in shapes.labels] == ["Biopsy"]  # never color alone


def test_what_is_late_begins_at_the_due_day_and_ends_today():
    shapes = picture(cases=[Case(label="Breast", steps=(step("overdue"),))])
    span, late = shapes.boxes
    assert late.x == span.x + span.width
    assert late.x + late.width == shapes.today.x


@pytest.mark.parametrize(
    ("until_on", "days"), [(date(2026, 4, 10), 10), (date(2026, 4, 1), 1), (None, 62)]
)
def test_a_pause_covers_both_of_its_days(until_on, days):
    stop = Stop(from_on=date(2026, 4, 1), until_on=until_on, label="Paused: travel")
    case = Case(label="Breast", steps=(step("paused"),), stops=(stop,))
    shapes = picture(cases=[case])
    (pause,) = [box for box in shapes.boxes if box.kind == "pause"]
    a_day = (WIDTH - 2 * MARGIN) / (62 + 2 * 4 - 1)
    assert pause.width == pytest.approx(days * a_day, rel=0.1)
    assert "Paused: travel" in [label.text for label in shapes.labels]


def test_an_empty_day_still_has_an_axis():
    shapes = picture()
    assert shapes.ticks
    assert 0 < shapes.today.x < WIDTH


@given(st.lists(st.tuples(DAYS, st.text("abcdefgh ", min_size=1, max_size=40)), max_size=25), DAYS)
def test_labels_never_overlap_and_nothing_leaves_the_picture(told, on):
    shapes = picture([Mark(on=day, kind="event", label=text) for day, text in told], on=on)
    rows: dict[int, list[tuple[float, float]]] = {}
    for dot in shapes.dots:
        size = len(dot.label.text) * LETTER
        left = dot.label.x - size if dot.label.anchor == "end" else dot.label.x
        rows.setdefault(dot.label.y, []).append((left, left + size))
        assert 0 <= dot.x <= WIDTH
        assert 0 < dot.label.y < dot.y < shapes.height
    for spans in rows.values():
        spans.sort()
        for (_left, right), (left, _right) in itertools.pairwise(spans):
            assert right <= left + 1
    assert 1 <= len(shapes.ticks) <= 11


@given(st.lists(st.tuples(DAYS, DAYS, DAYS), min_size=1, max_size=8), DAYS)
def test_bars_stay_inside_whatever_the_days(told, on):
    steps = tuple(
        Step(label="x", state="overdue", anchor_on=anchor, due_on=due, ends_on=end)
        for anchor, due, end in told
    )
    shapes = picture(cases=[Case(label="c", steps=steps)], on=on)
    for box in [*shapes.boxes, *shapes.due]:
        assert box.width > 0
        assert box.x >= 0
        assert box.x + box.width <= WIDTH
        assert box.y + box.height <= shapes.height


def test_the_same_facts_in_any_order_give_the_same_picture():
    marks = [Mark(on=date(2026, 4, day), kind="event", label=f"fact {day}") for day in (3, 1, 2)]
    assert picture(marks) == picture(marks[::-1])
