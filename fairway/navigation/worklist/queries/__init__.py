"""Reads for the workbench: lists, hand-offs, one person's page. Frozen values only; nothing is read later."""

from fairway.navigation.worklist.queries.behind import (
    Behind,
    HistoryRow,
    behind,
    explain_case,
    history,
)
from fairway.navigation.worklist.queries.colleagues import Colleague, colleagues
from fairway.navigation.worklist.queries.counts import Counted, Coverage, coverage
from fairway.navigation.worklist.queries.filters import Cursor, Filters, Group, Listing
from fairway.navigation.worklist.queries.hand_offs import Offer, hand_offs_for
from fairway.navigation.worklist.queries.lines import AlertBrief, Line, Visit
from fairway.navigation.worklist.queries.pages import Choices, Page, choices, worklist
from fairway.navigation.worklist.queries.patient import (
    EpisodeCard,
    MilestoneRow,
    PatientPage,
    patient_page,
)

__all__ = [
    "AlertBrief",
    "Behind",
    "Choices",
    "Colleague",
    "Counted",
    "Coverage",
    "Cursor",
    "EpisodeCard",
    "Filters",
    "Group",
    "HistoryRow",
    "Line",
    "Listing",
    "MilestoneRow",
    "Offer",
    "Page",
    "PatientPage",
    "Visit",
    "behind",
    "choices",
    "colleagues",
    "coverage",
    "explain_case",
    "hand_offs_for",
    "history",
    "patient_page",
    "worklist",
]
