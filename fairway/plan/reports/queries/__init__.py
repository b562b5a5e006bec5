"""Reads over reports: the page where one is written, what counts for it, what became of what was sent in."""

from fairway.plan.reports.models import Build
from fairway.plan.reports.queries.became import Became, trace, what_became
from fairway.plan.reports.queries.page import (
    Followed,
    Part,
    Workshop,
    Written,
    builds,
    choices,
    cited_in,
    followed,
    recommendations,
    reports,
    workshop,
)
from fairway.plan.reports.queries.passage import Used, used_passage
from fairway.plan.reports.queries.sentence import Blank, OneSentence, blank, one_sentence

__all__ = [
    "Became",
    "Blank",
    "Build",
    "Followed",
    "OneSentence",
    "Part",
    "Used",
    "Workshop",
    "Written",
    "blank",
    "builds",
    "choices",
    "cited_in",
    "followed",
    "one_sentence",
    "recommendations",
    "reports",
    "trace",
    "used_passage",
    "what_became",
    "workshop",
]
