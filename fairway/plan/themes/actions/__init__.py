"""What people and the aids do with themes and synergies. Every call is one transaction with its audit."""

from fairway.plan.themes.actions.passages import assign, confirm, move, remove
from fairway.plan.themes.actions.suggest import ask_for_themes, suggest_themes
from fairway.plan.themes.actions.synergies import (
    ask_for_synergies,
    confirm_synergy,
    record_introduction,
    record_outcome,
    record_stated_synergy,
    reject_synergy,
    suggest_synergies,
)
from fairway.plan.themes.actions.themes import (
    accept,
    keep_as_minority,
    make_theme,
    merge,
    rename,
    reopen,
    set_aside,
    split,
    undo_merge,
)

__all__ = [
    "accept",
    "ask_for_synergies",
    "ask_for_themes",
    "assign",
    "confirm",
    "confirm_synergy",
    "keep_as_minority",
    "make_theme",
    "merge",
    "move",
    "record_introduction",
    "record_outcome",
    "record_stated_synergy",
    "reject_synergy",
    "remove",
    "rename",
    "reopen",
    "set_aside",
    "split",
    "suggest_synergies",
    "suggest_themes",
    "undo_merge",
]
