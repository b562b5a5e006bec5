"""Reading a panel's own layouts, on made-up pages: times, days, agendas, people, the table, anchors."""

from datetime import date, time

import pytest

from fairway.plan.documents.read import ReadPassage
from fairway.plan.panel.rules import (
    TableNotFound,
    activities,
    clock_times,
    column_totals,
    discussions,
    people,
    place_of,
    slots,
    written_day,
)

DAY = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("8:30–8:45 a.m.", time(8, 30), time(8, 45)),
        ("11:30 a.m.–12:00 p.m.", time(11, 30), time(12)),
        ("12:30–1:00 p.m.", time(12, 30), time(13)),
        ("3:45–4:15 p.m.", time(15, 45), time(16, 15)),
        ("4:15 p.m.", time(16, 15), None),
        ("9:15–9:45 a.m", time(9, 15), time(9, 45)),
        # No half of the day is given: from eight to noon is morning, one to seven is afternoon.
        ("8:30–8:50", time(8, 30), time(8, 50)),
        ("11:45–12:45", time(11, 45), time(12, 45)),
        ("12:45–12:55", time(12, 45), time(12, 55)),
        ("1:00–1:20", time(13), time(13, 20)),
    ],
)
def test_times_of_a_slot(text: str, begins: time, ends: time | None) -> None:
    assert clock_times(text) == (begins, ends)


def test_a_text_without_a_time_has_none() -> None:
    assert clock_times("Lunch") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("NOVEMBER 3, 2023", date(2023, 11, 3)),
        ("November 3, 2023", date(2023, 11, 3)),
        ("On November 3, 2023", None),
        ("Novembre 3, 2023", None),
    ],
)
def test_a_day_alone_on_a_line(text: str, day: date | None) -> None:
    assert written_day(text) == day


def test_slots_of_an_agenda() -> None:
    found = slots(
        [
            "Agenda",
            "9:00–9:30",
            "Example Coalition Dr. Made Up",
            "Notes",
            "May 2, 2026",
            "9:00",
            "Close",
        ],
        on=DAY,
    )
    assert [(one.title, one.on, one.starts_at, one.ends_at) for one in found] == [
        ("Example Coalition", DAY, time(9), time(9, 30)),
        ("Close", date(2026, 5, 2), time(9), None),
    ]


def test_people_with_affiliation_and_role() -> None:
    page = (
        "#### Chair\n\n**Ada Example, MD** \\\n**President’s Cancer Panel Chair** \\\nTown\n\n"
        "**Bo Example** \\\nExecutive Secretary \\\nTown\n\n**Cy Example** \\\nExample Coalition\n"
    )
    found = people(page, ["Chair", "Ada Example, MD President’s Cancer Panel Chair Town"])
    assert [(one.name, one.role, one.passage) for one in found] == [
        ("Ada Example, MD", "panel", 1),
        ("Bo Example", "staff", None),
        ("Cy Example", "invited", None),
    ]
    assert found[1].affiliation == "Executive Secretary; Town"


def row(*cells: str) -> ReadPassage:
    return ReadPassage(" | ".join(cells), "row", page=21, page_label="14", cells=cells)


def test_rows_of_the_table_carry_the_organization_on() -> None:
    first = row("Example Coalition", "Rides", "It drives.", "X", "", "", "X", "", "", "", "")
    second = row("", "Talks", "It talks.", "", "", "", "X", "", "", "", "")
    found = activities([ReadPassage("Words"), first, second])
    assert [(one.organization, one.goal_codes, one.passage) for one in found] == [
        ("Example Coalition", ("NCP-1", "NCP-4"), 1),
        ("Example Coalition", ("NCP-4",), 2),
    ]
    assert column_totals(found) == (1, 0, 0, 2, 0, 0, 0, 0)


@pytest.mark.parametrize(
    "passages",
    [
        [],
        # No organization was named before.
        [row("", "Rides", "It drives.", "X", "", "", "", "", "", "", "")],
        # A mark that is none.
        [row("Example", "Rides", "It drives.", "X", "Y", "", "", "", "", "", "")],
    ],
)
def test_a_table_that_does_not_fit_is_refused(passages: list[ReadPassage]) -> None:
    with pytest.raises(TableNotFound):
        activities(passages)


def test_discussions_belong_to_the_section_above() -> None:
    found = discussions(
        [
            ReadPassage("EXAMPLE COALITION", "heading", level=2),
            ReadPassage("It was introduced."),
            ReadPassage("DISCUSSION", "heading", level=3),
            ReadPassage("Rides are missing."),
            ReadPassage("GOAL 4", "heading", level=3),
            ReadPassage("Not said in the discussion."),
            ReadPassage("DISCUSSION WITH ALL", "heading", level=2),
            ReadPassage("Costs are high."),
        ]
    )
    assert [(one.section, one.passage) for one in found] == [
        ("EXAMPLE COALITION", 3),
        ("DISCUSSION WITH ALL", 7),
    ]


@pytest.mark.parametrize(
    ("anchor", "place"),
    [
        ("certified by date", 1),
        ("Certified by: Date: November", 1),
        ("date certified", None),
        ("100,00 women", 2),
        ("certif", None),
    ],
)
def test_an_anchor_is_words_in_their_order(anchor: str, place: int | None) -> None:
    texts = [
        "Other words.",
        "Certified by: ____ Date: November 8",
        "A cohort of 100,00 Black women",
    ]
    assert place_of(anchor, texts) == place
