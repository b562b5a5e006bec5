"""Reads over submissions."""

from fairway.plan.intake.models import Submission
from fairway.plan.intake.queries.counts import Counts, Waiting, counts, standing_counts, waiting
from fairway.plan.intake.queries.page import (
    CampaignPage,
    Paper,
    Standing,
    SubmissionPage,
    campaign_page,
    deadline_rows,
    deadline_with,
    hold_for,
    page,
    passage_of,
    status_of,
    submission_for,
)
from fairway.plan.intake.queries.queue import (
    CampaignLine,
    Filters,
    Line,
    Queue,
    campaigns,
    each_line,
    queue,
    selected,
)

__all__ = [
    "CampaignLine",
    "CampaignPage",
    "Counts",
    "Filters",
    "Line",
    "Paper",
    "Queue",
    "Standing",
    "Submission",
    "SubmissionPage",
    "Waiting",
    "campaign_page",
    "campaigns",
    "counts",
    "deadline_rows",
    "deadline_with",
    "each_line",
    "hold_for",
    "page",
    "passage_of",
    "queue",
    "selected",
    "standing_counts",
    "status_of",
    "submission_for",
    "waiting",
]
