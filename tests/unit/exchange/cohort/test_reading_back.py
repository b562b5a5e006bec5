"""What the cohort writes is what the door reads: every kind, cancer and value, and nothing from what must say nothing."""

from datetime import date

import msgspec
import pytest

from fairway.exchange.cohort.chance import Chance, Odds
from fairway.exchange.cohort.journeys import Fact, Visit
from fairway.exchange.cohort.parameters import load_parameters
from fairway.exchange.cohort.resources import codes
from fairway.exchange.cohort.resources.clinical import write_fact, write_visit
from fairway.exchange.cohort.resources.pen import Pen
from fairway.exchange.fhir.codes import tables
from fairway.exchange.fhir.read import Context, Reading, Unreadable, read

ODDS = Odds(load_parameters())
ON = date(2026, 4, 9)
TODAY = date(2026, 11, 22)
CANCERS = list(codes.SITES)
SAID = [
    *[("screening-result", "breast", f"birads-{one}") for one in ("0", "1", "3", "4", "4a", "4b", "4c", "5")],
    *[("imaging", "breast", f"birads-{one}") for one in ("1", "2", "3", "4a", "5")],
    *[("screening-result", "cervical", one) for one in ("nilm", "ascus", "lsil", "asc-h", "agc", "hsil", "hpv-positive")],
    *[("screening-result", "colorectal", one) for one in ("stool-positive", "stool-negative")],
    *[("screening-result", "lung", f"lung-rads-{one}") for one in ("0", "1", "2", "3", "4a", "4b", "4x")],
    *[("screening-result", "prostate", one) for one in ("psa-raised", "psa-normal")],
    *[("pathology", cancer, one) for cancer in CANCERS for one in ("benign", "malignant")],
    *[("pathology", "cervical", one) for one in ("cin1", "cin2", "cin3", "hsil", "ais")],
    ("pathology", "breast", "high-risk"), ("pathology", "colorectal", "high-risk"),
    *[("diagnosis", cancer, "invasive") for cancer in CANCERS], ("diagnosis", "cervical", "precancer"),
    *[("stage", cancer, one) for cancer in CANCERS for one in ("i", "ii", "iii", "iv")],
    *[("treatment", cancer, one) for cancer in CANCERS for one in ("surgery", "systemic", "radiation")],
    ("treatment", "cervical", "excision"), ("treatment", "prostate", "active-surveillance"),
    *[("treatment-complete", cancer, "") for cancer in CANCERS],
    *[("hospice", cancer, "") for cancer in CANCERS], *[("declined", cancer, "") for cancer in CANCERS],
    ("biopsy", "breast", ""), ("biopsy", "lung", ""), ("biopsy", "prostate", ""), ("colposcopy", "cervical", ""),
    ("colonoscopy", "colorectal", ""), ("consult", "lung", ""), ("consult", "prostate", ""),
    ("resolution", "colorectal", "benign"), ("moved", "", ""),
]  # fmt: skip


def readings(fact: Fact, number: int) -> list[Reading]:
    pen = Pen(["p1"], Chance(ODDS, seed=1, number=number), today=TODAY)
    write_fact(pen, fact)
    context = Context(tables=tables(), source="source:1", links={}, on=TODAY)
    return [read(msgspec.json.encode(one), context) for one, _ in pen.shuffled()]


@pytest.mark.parametrize(("kind", "cancer", "value"), SAID)
@pytest.mark.parametrize("is_partial", [False, True])
def test_a_fact_is_read_as_it_was_planted(
    kind: str, cancer: str, value: str, is_partial: bool
) -> None:
    fact = Fact(
        kind, ON, value, cancer, is_partial=is_partial and kind not in ("treatment", "moved")
    )
    # Several codes say one thing; so many draws meet them all.
    for number in range(25):
        events = [event for one in readings(fact, number) for event in one.events]
        assert events
        for event in events:
            is_picture_alone = event.kind == "imaging" and not event.value
            assert (event.kind, event.cancer, event.certainty) == (kind, cancer, "confirmed")
            assert is_picture_alone or event.value == value
            if event.precision == "month":
                assert (event.occurred_on, fact.is_partial) == (fact.first_day, True)
            else:
                assert event.occurred_on == ON


@pytest.mark.parametrize("cancer", CANCERS)
def test_a_suspicion_is_read_as_one_and_a_mistake_is_taken_back(cancer: str) -> None:
    """fhir.md 4.3: suspicion is no diagnosis."""
    for number in range(20):
        (suspected,) = readings(Fact("diagnosis", ON, "invasive", cancer, said="suspected"), number)
        assert [event.certainty for event in suspected.events] == ["suspected"]
        (mistaken,) = readings(Fact("treatment", ON, "surgery", cancer, said="mistaken"), number)
        assert [event.is_retraction for event in mistaken.events] == [True]


def test_what_was_not_done_says_nothing_and_what_has_no_date_cannot_be_read() -> None:
    (reading,) = readings(Fact("biopsy", ON, "", "breast", said="not-done"), 1)
    assert (reading.reason, reading.events) == ("not-done", ())
    with pytest.raises(Unreadable):
        readings(Fact("pathology", ON, "benign", "breast", said="undated"), 1)


@pytest.mark.parametrize("cancer", CANCERS)
@pytest.mark.parametrize("status", ["booked", "fulfilled", "noshow", "cancelled"])
@pytest.mark.parametrize("is_treatment", [True, False])
def test_a_booking_is_read_as_it_was_planted(cancer: str, status: str, is_treatment: bool) -> None:
    pen = Pen(["p1"], Chance(ODDS, seed=1, number=1), today=TODAY)
    visit = Visit(ON, status, "visit", cancer, is_treatment)
    resource = write_visit(
        pen, visit, place={"reference": "Location/site-1", "display": "a clinic"}
    )
    context = Context(tables=tables(), source="source:1", links={}, on=TODAY)
    booking = read(msgspec.json.encode(resource), context).booking
    assert booking is not None
    assert (booking.status, booking.cancer, booking.is_treatment) == (status, cancer, is_treatment)
    assert booking.starts_at.date() == ON
