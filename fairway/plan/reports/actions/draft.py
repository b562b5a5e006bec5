"""What the writing actions share: only a draft is written in, and the order of parts."""

from datetime import datetime

from django.db import models
from django.db.models import F, Max

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.people.models import Staff
from fairway.plan.reports.models import Report

# Far above any ordinal: a row waits there while its neighbor takes its place.
ASIDE = 1_000_000


class NotADraft(FairwayError):
    """A report that was delivered is not written in any more; start another one."""


def check_draft(report: Report) -> None:
    """Nothing, for a draft.

    Raises NotADraft.
    """
    if report.state != Report.State.DRAFT:
        raise NotADraft(
            "Report {report} was delivered and stays as it is. Start a new report for what is new.",
            report=report.public_id,
        )


def next_ordinal(rows: "models.QuerySet[models.Model]") -> int:
    """The place after the last."""
    last = rows.aggregate(last=Max("ordinal"))["last"]
    return 1 if last is None else int(last) + 1


def swap(rows: "models.QuerySet[models.Model]", ordinal: int, *, up: bool) -> None:
    """The row at this place changes places with the one before (`up`) or after it; at the edge nothing happens."""
    side = rows.filter(ordinal__lt=ordinal) if up else rows.filter(ordinal__gt=ordinal)
    neighbor = side.order_by("-ordinal" if up else "ordinal").values_list("ordinal", flat=True).first()  # fmt: skip
    if neighbor is None:
        return
    rows.filter(ordinal=ordinal).update(ordinal=F("ordinal") + ASIDE)
    rows.filter(ordinal=neighbor).update(ordinal=ordinal)
    rows.filter(ordinal=ordinal + ASIDE).update(ordinal=neighbor)


# Fixed sentences, so that a page can say them in its reader's language.
EMPTY = {
    "report": "Write the title of the report.",
    "section": "Write the heading of the section.",
    "sentence": "Write the words of the sentence.",
    "recommendation": "Write the words of the recommendation.",
}


class EmptyText(FairwayError):
    """Nothing was written."""


def said(text: str, what: str) -> str:
    """The words without blanks around them; `what` is a key of EMPTY.

    Raises EmptyText.
    """
    if not text.strip():
        raise EmptyText(EMPTY[what])
    return text.strip()


def noted(verb: str, about: models.Model, *, by: Staff, at: datetime, **detail: object) -> None:
    """The audit's row of a deed in a report: keys and codes."""
    audit.record(verb, about=about, by=by.actor, at=at, program_id=by.program_id, **detail)
