"""Pure decisions: dates in, decision out. No Django, no clock, no database."""

import re
import unicodedata
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from enum import StrEnum
from functools import cache

import msgspec

from fairway.navigation.pathways.definitions.shapes import Span
from fairway.navigation.pathways.rules.calendar import add, working_days_between
from fairway.navigation.worklist.definitions import AttemptPolicy, attempt_policy, labels

LETTER = "letter"
WRONG_NUMBER = "wrong-number"
# She was spoken to, also when she asked not to be called: to go on calling would be no search.
SPOKEN = frozenset({"reached", "asked-not-to-call"})
# A clinic or an agency that answers is not the person; a caregiver speaks for her.
PERSON = frozenset({"patient", "caregiver"})
CONTACTS = (*sorted(PERSON, reverse=True), "provider", "payer", "agency")


class Attempt(msgspec.Struct, frozen=True):
    """One try to reach someone, as the policy sees it; modes and outcomes are ContactAttempt's words."""

    on: date
    mode: str
    outcome: str
    contact_with: str = "patient"

    @property
    def reached_her(self) -> bool:
        """Was the person herself, or her caregiver, spoken to?"""
        return self.outcome in SPOKEN and self.contact_with in PERSON


class NextAction(StrEnum):
    """What the attempt policy says is next."""

    TRY_AGAIN = "try-again"
    TRY_ANOTHER_MODE = "try-another-mode"
    SEND_LETTER = "send-letter"
    WAIT_FOR_ANSWER = "wait-for-answer"
    MAY_CLOSE_UNABLE = "may-close-unable"
    REACHED = "reached"


class AttemptState(msgspec.Struct, frozen=True):
    """The next action and the figures it follows from, for a sentence in any language.

    `attempts`, `modes` and `first_on` count since she was last reached; `not_before` is the first day on which the
    following step may be taken.
    """

    next_action: NextAction
    attempts: int = 0
    modes: int = 0
    first_on: date | None = None
    reached_on: date | None = None
    letter_on: date | None = None
    not_before: date | None = None


def attempt_state(
    attempts: Sequence[Attempt],
    *,
    on: date,
    holidays: AbstractSet[date] = frozenset(),
    since: date | None = None,
    policy: AttemptPolicy | None = None,
) -> AttemptState:
    """Three attempts by two modes over ten working days, then a letter, then `unable to contact` (practice.md 6.2).

    Any event starts the search anew: attempts before `since`, the day of the latest one, no longer count. Nothing
    here closes a case; a person may (HUM-6).
    """
    policy = policy or attempt_policy()
    tries = sorted(
        (
            one
            for one in attempts
            if one.contact_with in PERSON and one.on <= on and (since is None or one.on >= since)
        ),
        key=lambda one: one.on,
    )
    spoken = [n for n, one in enumerate(tries) if one.reached_her]
    reached_on = tries[spoken[-1]].on if spoken else None
    search = tries[spoken[-1] + 1 :] if spoken else tries
    if not search:
        action = NextAction.REACHED if spoken else NextAction.TRY_AGAIN
        return AttemptState(action, reached_on=reached_on)
    return _searching(search, reached_on, on=on, holidays=holidays, policy=policy)


def _searching(
    search: list[Attempt],
    reached_on: date | None,
    *,
    on: date,
    holidays: AbstractSet[date],
    policy: AttemptPolicy,
) -> AttemptState:
    tried = [one for one in search if one.mode != LETTER]
    enough_on = tried[policy.attempts - 1].on if len(tried) >= policy.attempts else date.max
    letters = [one.on for one in search if one.mode == LETTER and one.on >= enough_on]
    modes = len({one.mode for one in tried})
    first_on = search[0].on
    letter_from = add(first_on, Span(working_days=policy.working_days), holidays=holidays)
    not_before, letter_on = letter_from, None
    if len(tried) < policy.attempts or modes < policy.modes:
        last_chance = len(tried) >= policy.attempts - 1 and modes < policy.modes
        lost_number = bool(tried) and tried[-1].outcome == WRONG_NUMBER
        action = NextAction.TRY_ANOTHER_MODE if last_chance or lost_number else NextAction.TRY_AGAIN
    elif on < letter_from:
        action = NextAction.TRY_AGAIN
    elif not letters:
        action = NextAction.SEND_LETTER
    else:
        letter_on = letters[-1]
        answer = Span(working_days=policy.working_days_after_letter)
        not_before = add(letter_on, answer, holidays=holidays)
        action = NextAction.WAIT_FOR_ANSWER if on < not_before else NextAction.MAY_CLOSE_UNABLE
    return AttemptState(
        action,
        attempts=len(tried),
        modes=modes,
        first_on=first_on,
        reached_on=reached_on,
        letter_on=letter_on,
        not_before=not_before,
    )


def is_unanswered(offered_on: date, *, on: date, holidays: AbstractSet[date] = frozenset()) -> bool:
    """Has an offered case waited for longer than the limit? The last working day of it is still in time (NAV-8)."""
    limit = attempt_policy().hand_off_answer_working_days
    return working_days_between(offered_on, on, holidays=holidays) > limit


def labels_found(text: str) -> list[str]:
    """Words that label the person instead of saying what stood in her way, as they were written (HUM-5).

    Its writer is told, and may still save: a quotation is hers to judge.
    """
    composed = unicodedata.normalize("NFC", text)
    folded = "".join(_fold_one(one) for one in composed)
    return [composed[hit.start() : hit.end()] for hit in _label_pattern().finditer(folded)]


@cache
def _label_pattern() -> re.Pattern[str]:
    known = labels()
    return re.compile(rf"\b(?:{'|'.join([*known.en, *known.es])})\b".replace(" ", r"(?:[\s\-]+)"))


def _fold_one(character: str) -> str:
    """Lower case without accents, one for one, so that a hit can be shown as it was written."""
    folded = unicodedata.normalize("NFD", character.casefold())[:1]
    return "-" if unicodedata.category(character) == "Pd" else folded or character
