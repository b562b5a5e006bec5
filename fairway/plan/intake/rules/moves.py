"""Which state a submission may move to from which, and which moves need a reason (requirements 5.3). One table."""

from __future__ import annotations

from enum import StrEnum

from fairway.base.errors import FairwayError


class State(StrEnum):
    """Where a submission stands."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    HELD = "held"
    SCREENED = "screened"
    TAGGED = "tagged"
    THEMED = "themed"
    CONSIDERED = "considered"
    CITED = "cited"
    LISTED = "listed"
    NOT_USED = "not-used"
    SPAM = "spam"
    WITHDRAWN = "withdrawn"


class MoveRefused(FairwayError):
    """This state cannot follow that one, or the move needs a reason."""


_OUT = frozenset({State.HELD, State.SPAM, State.WITHDRAWN})
_USED = frozenset({State.CITED, State.LISTED, State.NOT_USED})

MOVES: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.ACKNOWLEDGED, State.SCREENED}) | _OUT,
    State.ACKNOWLEDGED: frozenset({State.SCREENED}) | _OUT,
    State.HELD: frozenset({State.SCREENED, State.SPAM, State.WITHDRAWN}),
    State.SCREENED: frozenset({State.TAGGED, State.THEMED, State.CONSIDERED}) | _OUT,
    State.TAGGED: frozenset({State.SCREENED, State.THEMED, State.CONSIDERED}) | _OUT,
    State.THEMED: frozenset({State.SCREENED, State.TAGGED, State.CONSIDERED}) | _OUT,
    State.CONSIDERED: frozenset({State.SCREENED, State.TAGGED, State.THEMED}) | _USED | _OUT,
    State.CITED: frozenset({State.CONSIDERED, State.LISTED}) | _OUT,
    State.LISTED: frozenset({State.CONSIDERED, State.CITED}) | _OUT,
    State.NOT_USED: frozenset({State.CONSIDERED, State.CITED, State.LISTED}) | _OUT,
    # Undoing a mistake: it is looked at again.
    State.SPAM: frozenset({State.SCREENED, State.HELD, State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}
# Whoever spoke is owed a reason; and what was called spam is taken back for one.
NEEDS_REASON = frozenset({State.NOT_USED, State.SPAM})
# What staff choose by hand; the other moves follow from a deed (a tag, a hold's decision, a withdrawal).
BY_HAND = (
    State.SCREENED,
    State.TAGGED,
    State.THEMED,
    State.CONSIDERED,
    State.CITED,
    State.LISTED,
    State.NOT_USED,
    State.SPAM,
)


def check_move(current: str, to: str, *, reason: str = "", about: object = "") -> None:
    """Nothing, for a move of the table.

    Raises MoveRefused.
    """
    if State(to) not in MOVES[State(current)]:
        raise MoveRefused(
            "Submission {submission} is “{current}” and cannot become “{to}”. Reload the page to see where it stands.",
            submission=about,
            current=str(current),
            to=str(to),
        )
    if needs_reason(current, to) and not reason.strip():
        raise MoveRefused(
            "Say why submission {submission} becomes “{to}”: whoever sent it can ask what became of it.",
            submission=about,
            to=str(to),
        )


def needs_reason(current: str, to: str) -> bool:
    """Whether the move must say why."""
    return State(to) in NEEDS_REASON or (State(current) is State.SPAM and to != State.WITHDRAWN)


def choices(current: str) -> tuple[State, ...]:
    """Where staff may move it by hand, in the order of the work."""
    return tuple(one for one in BY_HAND if one in MOVES[State(current)])
