"""What changes the clock engine's tables: facts in, clocks worked out, decisions taken."""

from fairway.navigation.pathways.actions.alerts import raise_alerts
from fairway.navigation.pathways.actions.conflicts import decide_conflict, decide_visit
from fairway.navigation.pathways.actions.decide import (
    close_episode,
    mark_not_needed,
    mark_waiting,
    pause_clock,
    reopen_episode,
    resolve_alert,
    resume_clock,
    undo_decision,
    undo_pause,
)
from fairway.navigation.pathways.actions.evaluate import evaluate, evaluate_changed
from fairway.navigation.pathways.actions.facts import (
    Recorded,
    book_appointments,
    mark_changed,
    record_events,
)
from fairway.navigation.pathways.actions.lines import refresh_lines
from fairway.navigation.pathways.actions.staff import (
    book_by_hand,
    change_appointment,
    correct_event,
    merge_people,
    record_event,
    retract_event,
    undo_merge_of_people,
)

__all__ = [
    "Recorded",
    "book_appointments",
    "book_by_hand",
    "change_appointment",
    "close_episode",
    "correct_event",
    "decide_conflict",
    "decide_visit",
    "evaluate",
    "evaluate_changed",
    "mark_changed",
    "mark_not_needed",
    "mark_waiting",
    "merge_people",
    "pause_clock",
    "raise_alerts",
    "record_event",
    "record_events",
    "refresh_lines",
    "reopen_episode",
    "resolve_alert",
    "resume_clock",
    "retract_event",
    "undo_decision",
    "undo_merge_of_people",
    "undo_pause",
]
