"""The worklist page: what a line says, what one may see, the filters, the search, the file."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest

from fairway.base.models import AuditEntry
from fairway.navigation.pathways.definitions import urgencies
from fairway.navigation.worklist.actions import exports
from fairway.people.models import Patient
from fairway.web.workbench.worklist.forms import TEXT
from fairway.web.workbench.worklist.presenters import ahead
from fairway.web.workbench.worklist.sheets import harmless
from tests.factories.navigation import (
    AlertFactory,
    AppointmentFactory,
    ContactAttemptFactory,
    HandOffFactory,
)
from tests.factories.people import IdentifierFactory, PatientFactory
from tests.unit.web.test_front import weight
from tests.unit.web.workbench.conftest import TODAY


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_a_line_says_who_what_why_since_when_and_what_next(team: Any) -> None:
    """Issue 2: person, milestone, why, since when, next step, last contact, language, interpreter, alerts, visit."""
    case = team.case(
        "Bea Luna",
        open_alerts=1,
        last_contact_on=day(-1),
        person={"language": "es-MX", "interpreter": "needed", "site": team.site},
    )
    AlertFactory(episode=case)
    ContactAttemptFactory(episode=case, attempted_on=day(-1))
    AppointmentFactory(patient=case.patient, place_text="Hilltop Hospital")
    text = team.as_(team.navigator).get("/worklist/").text
    for part in (
        "Bea Luna", f"/patients/{case.patient.public_id}/", "Feb 3, 1970", "Spanish", "Interpreter needed", "Overdue",
        "2 days late", "due Feb 28, 2026", "Breast: Follow-up of the abnormal mammogram", "Get the follow-up imaging or biopsy done", "BI-RADS 4", ", Jan 5, 2026", "Treatment visit missed",
        "Mar 1, 2026, no answer", "Mar 9, 2026", "Hilltop Hospital", "Hers", "Riverside Clinic", "1 case",
    ):  # fmt: skip
        assert part in text, part


def test_the_same_in_spanish(team: Any) -> None:
    team.case("Bea Luna", person={"language": "es"})
    client = team.as_(team.navigator)
    client.cookies["django_language"] = "es"
    text = client.get("/worklist/").text
    for part in ("Lista de trabajo", "2 días de retraso", "vence el 28 feb 2026", "Mama: ", "Español", "Aún sin contacto"):  # fmt: skip
        assert part in text, part


def test_what_is_not_known_is_said_and_not_guessed(team: Any) -> None:
    """HUM-8: unknown stays unknown."""
    unknown = {
        "birth_date": None,
        "birth_precision": "",
        "language": "",
        "interpreter": "not-asked",
    }
    team.case(" ", person=unknown)
    text = team.as_(team.navigator).get("/worklist/").text
    for part in ("Name not known", "birth date not known", "Language not known", "Interpreter: not asked"):  # fmt: skip
        assert part in text, part


def test_a_step_that_the_definition_no_longer_has_keeps_its_key(team: Any) -> None:
    """Nothing open is ever shown as done."""
    team.case("Bea Luna", step="gone-since-2025")
    text = team.as_(team.navigator).get("/worklist/").text
    assert "Breast: gone-since-2025" in text
    assert "All steps are done" not in text


def test_hers_a_colleagues_a_strangers(team: Any) -> None:
    """A navigator begins with her own; the program's others are one choice away; a stranger's never."""
    team.case("Mine Alone")
    team.case("Theirs Too", owner=team.colleague)
    team.case("Far Away", owner=team.stranger)
    client = team.as_(team.navigator)
    mine, everyone = client.get("/worklist/").text, client.get("/worklist/?whose=all").text
    assert ("Mine Alone" in mine, "Theirs Too" in mine, "Far Away" in mine) == (True, False, False)
    assert ("Theirs Too" in everyone, "Far Away" in everyone) == (True, False)
    assert "Theirs Too" in team.as_(team.lead).get("/worklist/").text
    assert "Mine Alone" not in team.as_(team.stranger).get("/worklist/?whose=all").text


def test_an_administrator_reads_no_list(team: Any) -> None:
    for path in ("/worklist/", "/search/"):
        assert team.as_(team.administrator).get(path).status_code == 403


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("state=overdue", ["Late One"], ["Early One", "Alert One"]),
        ("state=not-yet-due", ["Early One"], ["Late One"]),
        ("alert=any", ["Alert One"], ["Late One", "Early One"]),
        ("cancer=lung", ["Early One"], ["Late One", "Alert One"]),
        ("language=es", ["Late One"], ["Early One"]),
        ("state=overdue&language=es", ["Late One"], ["Early One", "Alert One"]),
        # What an address says wrongly is left out.
        ("state=nonsense&site=7&cancer=none&after=%00&group=x", ["Late One", "Early One", "Alert One"], []),
    ],
)  # fmt: skip
def test_filters(team: Any, query: str, there: list[str], gone: list[str]) -> None:
    team.case("Late One", person={"language": "es"})
    team.case("Early One", pathway="lung", step="x", due_on=day(30), dates={"warn_on": day(16), "due_on": day(30)}, person={"language": "en"})  # fmt: skip
    AlertFactory(episode=team.case("Alert One", open_alerts=1, due_on=day(9), dates={"due_on": day(9), "warn_on": day(-5)}))  # fmt: skip
    text = team.as_(team.navigator).get(f"/worklist/?{query}").text
    assert [name for name in there if name not in text] == []
    assert [name for name in gone if name in text] == []


def test_the_counts_lead_to_their_lines(team: Any) -> None:
    team.case("Late One")
    text = " ".join(team.as_(team.navigator).get("/worklist/").text.split())
    assert "?whose=mine&amp;state=overdue" in text
    assert "Due today" not in text  # nobody is


def test_a_site_of_the_program(team: Any) -> None:
    team.case("At Riverside", person={"site": team.site})
    team.case("No Site")
    text = team.as_(team.navigator).get(f"/worklist/?site={team.site.public_id}").text
    assert ("At Riverside" in text, "No Site" in text) == (True, False)


# --- the search


@pytest.mark.parametrize("words", ["Lun", "Luna, Bea", "1970-02-03", "MRN-77"])
def test_the_search_keeps_its_words_out_of_the_address(team: Any, words: str) -> None:
    """ASVS 14.2.1: nothing that says who someone is stands in an address."""
    case = team.case("Bea Luna")
    IdentifierFactory(patient=case.patient, program=team.program, value="MRN-77")
    team.case("Other One", person={"birth_date": date(1980, 1, 1)})
    client = team.as_(team.navigator)
    answer = client.post("/worklist/search/", {"text": words, "next": "/worklist/?whose=all"})
    assert answer.url == "/worklist/?whose=all"
    text = client.get(answer.url).text
    assert ("Bea Luna" in text, "Other One" in text) == (True, False)
    client.post("/worklist/search/", {"text": "", "next": "/worklist/"})
    assert "Other One" in client.get("/worklist/").text


def test_the_search_leads_back_to_us_only(team: Any) -> None:
    answer = team.as_(team.navigator).post(
        "/worklist/search/", {"text": "x", "next": "https://elsewhere.example/"}
    )
    assert answer.url == "/worklist/"


def test_a_name_is_neither_in_the_title_nor_in_an_address(team: Any) -> None:
    team.case("Bea Luna")
    client = team.as_(team.navigator)
    client.post("/worklist/search/", {"text": "Luna"})
    text = client.get("/worklist/").text
    head = text[text.index("<title>") : text.index("</title>")]
    assert "Luna" not in head
    assert all("Luna" not in link for link in text.split('href="')[1:] if "Luna" in link.split('"')[0])  # fmt: skip


# --- paging, grouping, empty


def test_pages_follow_each_other(team: Any) -> None:
    for n in range(51):
        team.case(f"Person N{n:02}")
    client = team.as_(team.navigator)
    first = client.get("/worklist/").text
    link = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(f"/worklist/{link}").text
    names = [f"Person N{n:02}" for n in range(51)]
    shown = [(name in first) + (name in second) for name in names]
    assert shown == [1] * 51
    assert "Back to the first page" in second
    assert "Next page" not in second


def test_by_household_and_by_visit_day(team: Any) -> None:
    for name in ("Ana Ruiz", "Beto Ruiz"):
        case = team.case(name, person={"household": "h1"})
    AppointmentFactory(patient=case.patient)
    team.case("Cara Sola")
    client = team.as_(team.navigator)
    assert "One household: 2 people" in client.get("/worklist/?group=household").text
    by_day = client.get("/worklist/?group=visit-day").text
    assert by_day.index("Beto Ruiz") < by_day.index("No visit booked") < by_day.index("Cara Sola")
    too_many = client.get("/worklist/?group=visit-day&whose=all").text
    assert "cannot be brought together by visit day" in too_many


def test_empty_states_say_what_to_do(team: Any) -> None:
    client = team.as_(team.navigator)
    assert "See the whole program" in client.get("/worklist/").text
    assert "Import records" in client.get("/worklist/?whose=all").text
    assert "Clear the filters" in client.get("/worklist/?state=overdue").text


def test_why_this_order(team: Any) -> None:
    """Every aid says what it is and shows its reasons (DESIGN rule 3)."""
    text = team.as_(team.navigator).get("/worklist/").text
    assert "Why this order?" in text
    for one in urgencies().classes:
        assert one.name.en in text
    assert f"an open alert: {urgencies().alert_head_start_days} days before" in text


@pytest.mark.parametrize(
    ("days", "words"),
    [(45, "45 days before its due day"), (1, "1 day before its due day"), (0, "at its due day"), (-1, "1 day after its due day"), (-30, "30 days after its due day")],
)  # fmt: skip
def test_a_head_start_in_words(days: int, words: str) -> None:
    assert ahead(days) == words


def test_an_offered_case_names_both(team: Any) -> None:
    HandOffFactory(episode=team.case("Bea Luna"), offered_to=team.colleague)
    assert "Hers, offered to Colleague" in team.as_(team.navigator).get("/worklist/").text
    assert "Bea Luna" in team.as_(team.colleague).get("/worklist/").text


def test_at_most_12_queries(team: Any, at_most_12: Any) -> None:
    for n in range(3):
        case = team.case(f"Person N{n}", open_alerts=1)
        AlertFactory(episode=case)
        ContactAttemptFactory(episode=case)
        AppointmentFactory(patient=case.patient)
        HandOffFactory(episode=case, offered_to=team.colleague)
    at_most_12(team.as_(team.navigator), "/worklist/")
    at_most_12(team.as_(team.colleague), "/worklist/?whose=all")


# --- the file


def sheet(answer: Any) -> list[list[str]]:
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def test_the_file_holds_the_filtered_list(team: Any) -> None:
    team.case("Bea Luna", person={"language": "es"})
    team.case("Early One", due_on=day(30), dates={"due_on": day(30), "warn_on": day(16)})
    team.case("Theirs Too", owner=team.colleague)
    answer = team.as_(team.navigator).post("/worklist/export/?state=overdue")
    assert answer["Content-Disposition"] == 'attachment; filename="worklist-2026-03-02.csv"'
    heads, *rows = sheet(answer)
    assert [row[0] for row in rows] == ["Bea Luna"]
    assert dict(zip(heads, rows[0], strict=True))["Days late"] == "2"
    assert len(heads) == len(rows[0])


def test_a_long_list_leaves_whole(team: Any, monkeypatch: Any) -> None:
    """Read page by page, without a gap and without a double."""
    monkeypatch.setattr(exports, "AT_ONCE", 2)
    for n in range(5):
        team.case(f"Person N{n}")
    _, *rows = sheet(team.as_(team.navigator).post("/worklist/export/"))
    assert sorted(row[0] for row in rows) == [f"Person N{n}" for n in range(5)]


def test_a_full_page_is_light(team: Any) -> None:
    """DESIGN section 8: first load under 100 KB, the style sheet and the scripts included."""
    for n in range(50):
        team.case(f"Person N{n}")
    assert weight(team.as_(team.navigator).get("/worklist/").content) < 100_000


def test_who_took_the_file_is_on_record_but_not_what_was_searched(team: Any) -> None:
    client = team.as_(team.navigator)
    client.post("/worklist/search/", {"text": "Luna"})
    client.post("/worklist/export/?whose=all")
    entry = AuditEntry.objects.get(verb="worklist.exported")
    assert (entry.by, entry.program_id) == (team.navigator.actor, team.program.pk)
    assert entry.detail["searched"] is True
    assert "Luna" not in str(entry.detail)


def test_the_file_is_taken_by_a_deed_not_by_a_link(team: Any) -> None:
    assert team.as_(team.navigator).get("/worklist/export/").status_code == 405


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\rx", "'\rx"),
        ("Ruiz", "Ruiz"), ("", ""), ("2-1", "2-1"),
    ],
)  # fmt: skip
def test_no_cell_runs_as_a_formula(cell: str, safe: str) -> None:
    assert harmless(cell) == safe


def test_a_name_that_is_a_formula_is_text_in_the_file(team: Any) -> None:
    team.case("=HYPERLINK( X)")
    _, row = sheet(team.as_(team.navigator).post("/worklist/export/"))
    assert row[0].startswith("'=")


def test_html_in_a_name_is_text_on_the_page(team: Any) -> None:
    team.case("<script>alert(1)</script> X")
    text = team.as_(team.navigator).get("/worklist/").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


# --- finding a person


def test_find_a_person_without_a_case(team: Any) -> None:
    PatientFactory(program=team.program, given="Nora", family="Vega")
    PatientFactory(program=team.stranger.program, given="Nora", family="Vegas")
    client = team.as_(team.navigator)
    answer = client.post("/search/", {"text": "Vega"})
    assert answer.url == "/search/"
    text = client.get("/search/").text
    assert "Nora Vega</a>" in text
    assert "Nora Vegas" not in text
    client.post("/search/", {"text": "Zzz"})
    assert "Nobody found" in client.get("/search/").text
    client.post("/search/", {"text": ""})
    assert "Nobody found" not in client.get("/search/").text


def test_find_stops_at_fifty(team: Any, at_most_12: Any) -> None:
    for n in range(51):
        PatientFactory(program=team.program, given=f"N{n}", family="Vega")
    client = team.as_(team.navigator)
    client.post("/search/", {"text": "Vega"})
    assert "There are more than 50" in client.get("/search/").text
    at_most_12(client, "/search/")
    assert client.session[TEXT.replace("worklist", "search")] == "Vega"
    assert Patient.objects.count() == 51
