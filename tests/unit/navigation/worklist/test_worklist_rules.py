"""The attempt policy of practice.md 6.2, hand-offs' limit, and words that label a person (HUM-5)."""

from datetime import date, timedelta

import pytest

from fairway.navigation.worklist.definitions import contact_reasons, labels, owned
from fairway.navigation.worklist.rules import (
    Attempt,
    NextAction,
    attempt_state,
    is_unanswered,
    labels_found,
)

# 2 March 2026 is a Monday; ten working days later is Monday 16 March.
FIRST = date(2026, 3, 2)


def attempts(*told: tuple[int, str, str]) -> list[Attempt]:
    return [Attempt(FIRST + timedelta(days=day), mode, outcome) for day, mode, outcome in told]


TRIED = [(0, "phone", "no-answer"), (2, "phone", "left-message"), (7, "text", "sent")]


@pytest.mark.parametrize(
    ("told", "on_day", "expected"),
    [
        ([], 0, NextAction.TRY_AGAIN),
        (TRIED[:1], 1, NextAction.TRY_AGAIN),
        # Two by telephone: the third must be another way, or there would be four.
        (TRIED[:2], 3, NextAction.TRY_ANOTHER_MODE),
        ([*TRIED[:2], (3, "phone", "no-answer")], 20, NextAction.TRY_ANOTHER_MODE),
        ([(0, "phone", "wrong-number")], 1, NextAction.TRY_ANOTHER_MODE),
        ([(0, "phone", "no-answer"), (1, "text", "sent")], 30, NextAction.TRY_AGAIN),
        # Three by two ways, but only nine working days (Friday) and the weekend: not yet; the tenth is Monday.
        (TRIED, 11, NextAction.TRY_AGAIN),
        (TRIED, 13, NextAction.TRY_AGAIN),
        (TRIED, 14, NextAction.SEND_LETTER),
        (TRIED, 300, NextAction.SEND_LETTER),
        # The letter has ten working days as well.
        ([*TRIED, (14, "letter", "sent")], 27, NextAction.WAIT_FOR_ANSWER),
        ([*TRIED, (14, "letter", "sent")], 28, NextAction.MAY_CLOSE_UNABLE),
        # A letter before the tries is none after them.
        ([(0, "letter", "sent"), *TRIED], 40, NextAction.SEND_LETTER),
        ([*TRIED, (8, "phone", "reached")], 40, NextAction.REACHED),
        ([*TRIED, (8, "phone", "asked-not-to-call")], 40, NextAction.REACHED),
        # Reached once, then silent: a new search, of which this is the first try.
        ([(0, "phone", "reached"), (5, "phone", "no-answer")], 40, NextAction.TRY_AGAIN),
    ],
)
def test_attempt_policy(told, on_day, expected):
    state = attempt_state(attempts(*told), on=FIRST + timedelta(days=on_day))
    assert state.next_action is expected


def test_a_holiday_is_no_working_day():
    eve, holiday = FIRST + timedelta(days=14), frozenset({date(2026, 3, 6)})
    assert attempt_state(attempts(*TRIED), on=eve).next_action is NextAction.SEND_LETTER
    late = attempt_state(attempts(*TRIED), on=eve, holidays=holiday)
    assert late.next_action is NextAction.TRY_AGAIN
    assert late.not_before == eve + timedelta(days=1)


def test_order_of_arrival_does_not_matter():
    told = attempts(*TRIED, (14, "letter", "sent"))
    on = FIRST + timedelta(days=28)
    assert attempt_state(told[::-1], on=on) == attempt_state(told, on=on)


def test_an_event_starts_the_search_anew():
    on = FIRST + timedelta(days=14)
    assert attempt_state(attempts(*TRIED), on=on, since=FIRST).attempts == 3
    anew = attempt_state(attempts(*TRIED), on=on, since=FIRST + timedelta(days=1))
    assert (anew.attempts, anew.next_action) == (2, NextAction.TRY_AGAIN)


def test_a_clinic_that_answers_is_not_the_person():
    clinic = Attempt(FIRST, "phone", "reached", "provider")
    caregiver = Attempt(FIRST, "phone", "reached", "caregiver")
    assert attempt_state([clinic], on=FIRST).next_action is NextAction.TRY_AGAIN
    assert attempt_state([caregiver], on=FIRST).next_action is NextAction.REACHED


def test_figures_for_the_sentence():
    state = attempt_state(attempts(*TRIED), on=FIRST + timedelta(days=9))
    assert (state.attempts, state.modes, state.first_on) == (3, 2, FIRST)
    assert state.not_before == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("offered_on", "on", "expected"),
    [
        (date(2026, 3, 2), date(2026, 3, 4), False),
        (date(2026, 3, 2), date(2026, 3, 5), True),
        # Thursday: Friday is one, Monday two, Tuesday too late.
        (date(2026, 3, 5), date(2026, 3, 9), False),
        (date(2026, 3, 5), date(2026, 3, 10), True),
    ],
)
def test_nav_8_limit_of_two_working_days(offered_on, on, expected):
    assert is_unanswered(offered_on, on=on) is expected


@pytest.mark.parametrize("word", ["compliant", "compliance"])
@pytest.mark.parametrize("mark", ["-", " ", "", "\N{NON-BREAKING HYPHEN}", "\n", "\N{EN DASH}"])
@pytest.mark.parametrize("case", [str.lower, str.upper, str.title])
def test_hum_5_every_spelling_is_found(word, mark, case):
    written = case(f"non{mark}{word}")
    assert labels_found(f"Seen today. {written}, will call.") == [written]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Kept both visits; complies with nothing odd. Compliance office called.", []),
        ("Could not come: no ride.", []),
        ("Paciente INCUMPLIDORA y difi\u0301cil.", ["INCUMPLIDORA"]),
        ("Es una paciente difícil", ["paciente difícil"]),
        ("She refused the drug seeker label", ["drug seeker"]),
    ],
)
def test_hum_5_labels(text, expected):
    assert labels_found(text) == expected


def test_hum_5_no_choice_offers_a_label():
    reasons = contact_reasons()
    lists = (reasons.reached, reasons.not_reached, reasons.hand_off, reasons.take_over)
    for reason in [one for many in lists for one in many]:
        for text in (reason.id, reason.name.en, reason.name.es):
            assert labels_found(text) == []
    assert len(labels().en) > 5
    assert len(labels().es) > 5


def test_reasons_are_distinct_and_owned():
    reasons = contact_reasons()
    for many in (reasons.reached, reasons.not_reached, reasons.hand_off, reasons.take_over):
        ids = [one.id for one in many]
        assert len(ids) == len(set(ids))
        assert all(len(one) <= 30 for one in ids)
    assert {one.id for one in owned()} == {"worklist-reasons", "attempt-policy", "labels"}
