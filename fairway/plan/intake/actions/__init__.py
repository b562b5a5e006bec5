"""Writes about submissions. Keyword-only; `by` and `at` come from outside."""

from fairway.plan.intake.actions.acknowledge import (
    Acknowledgment,
    acknowledge,
    prepare_acknowledgment,
)
from fairway.plan.intake.actions.arrive import FormInput, Received, receive
from fairway.plan.intake.actions.campaigns import (
    confirm_campaign,
    group_campaigns,
    put_back,
    take_out,
)
from fairway.plan.intake.actions.deadlines import BadDeadline, reclassify, set_deadline
from fairway.plan.intake.actions.files import (
    FileFacts,
    FileKind,
    FileOutcome,
    Trouble,
    UnreadableFile,
    read_sheet,
    receive_file,
)
from fairway.plan.intake.actions.holds import CannotDecide, decide, redact_words, undo_decision
from fairway.plan.intake.actions.moves import (
    link_stakeholder,
    move,
    move_many,
    tag_by_staff,
    undo_move,
)
from fairway.plan.intake.actions.posts import NoPost, record_post
from fairway.plan.intake.actions.withdraw import UnknownToken, withdraw, withdraw_by_token
from fairway.plan.intake.rules.moves import MoveRefused

__all__ = [
    "Acknowledgment",
    "BadDeadline",
    "CannotDecide",
    "FileFacts",
    "FileKind",
    "FileOutcome",
    "FormInput",
    "MoveRefused",
    "NoPost",
    "Received",
    "Trouble",
    "UnknownToken",
    "UnreadableFile",
    "acknowledge",
    "confirm_campaign",
    "decide",
    "group_campaigns",
    "link_stakeholder",
    "move",
    "move_many",
    "prepare_acknowledgment",
    "put_back",
    "read_sheet",
    "receive",
    "receive_file",
    "reclassify",
    "record_post",
    "redact_words",
    "set_deadline",
    "tag_by_staff",
    "take_out",
    "undo_decision",
    "undo_move",
    "withdraw",
    "withdraw_by_token",
]
