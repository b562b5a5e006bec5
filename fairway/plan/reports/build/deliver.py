"""Handing a report over: what was built stands, nobody writes in it any more, and what was sent in learns its fate."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fairway.base.errors import FairwayError
from fairway.people.models import Staff
from fairway.plan.documents.models import Passage
from fairway.plan.intake.actions.moves import move_many
from fairway.plan.intake.models import Submission
from fairway.plan.reports.actions.draft import check_draft, noted
from fairway.plan.reports.build import build
from fairway.plan.reports.build.book import Book
from fairway.plan.reports.models import Report
from fairway.plan.reports.queries.find import report_for
from fairway.plan.reports.queries.standing import UPWARD, submission_of

STATE = Submission.State
# Who was looked at, and may so be said to be cited or listed.
LOOKED_AT = (STATE.SCREENED, STATE.TAGGED, STATE.THEMED)


class DoesNotStand(FairwayError):
    """Something in the report must be mended before it is handed over."""


@transaction.atomic
def deliver(*, report_id: UUID, on: date, by: Staff, at: datetime) -> Report:
    """The report was handed over on a day. Its builds and words stay as they are from now on.

    Raises DoesNotStand, NotADraft, NotVisible.
    """
    report = report_for(by, report_id)
    check_draft(report)
    built = build(report_id=report_id, by=by, at=at)
    if built.book is None:
        raise DoesNotStand(
            "Report {report} has {count} things to mend. Build it and mend them first.",
            report=report_id,
            count=len(built.problems),
        )
    report.state, report.delivered_on = Report.State.DELIVERED, on
    report.save(update_fields=["state", "delivered_on"])
    _tell(built.book, report, by=by.actor, at=at)
    noted("report.delivered", report, by=by, at=at, on=on.isoformat())
    return report


def _tell(book: Book, report: Report, *, by: str, at: datetime) -> None:
    """What was cited becomes cited; what was considered and not cited is listed (requirements 5.3)."""
    passages = Passage.objects.select_related(*UPWARD).filter(
        document__program=report.program, public_id__in=[one.passage for one in book.sources]
    )
    cited = {one.pk: one for one in map(submission_of, (p.document for p in passages)) if one}
    considered = [one for one in cited.values() if one.state in LOOKED_AT]
    move_many(submissions=considered, to=STATE.CONSIDERED, by=by, at=at)
    move_many(submissions=list(cited.values()), to=STATE.CITED, by=by, at=at)
    listed = {one.id for one in book.listed}
    rest = Submission.objects.filter(program=report.program, state=STATE.CONSIDERED)
    rest_listed = [one for one in rest.exclude(pk__in=cited) if one.public_id in listed]
    move_many(submissions=rest_listed, to=STATE.LISTED, by=by, at=at)
