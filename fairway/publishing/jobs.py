"""What the scheduler calls."""

from datetime import datetime

from fairway.plan.documents.models import Passage
from fairway.plan.intake.models import Submission
from fairway.publishing.actions.doors import forget_knocks
from fairway.publishing.actions.exports import refresh_stale
from fairway.publishing.actions.releases import stop_what_rests_on, stop_what_was_redacted
from fairway.publishing.models import Export, Site

BY = "system:withdrawal"


def tidy(*, at: datetime) -> dict[str, int]:
    """Forget old visits, and find what a withdrawal left behind. Can run at any time, and twice."""
    return {"knocks": forget_knocks(at=at), "releases": forget_withdrawn(at=at)}


def forget_withdrawn(*, at: datetime) -> int:
    """Stop every release that rests on something withdrawn or redacted since, and write out anew the folders that hold it.

    For withdrawals that did not come through `actions.withdraw`, which does more: it also finds words that are repeated
    without a citation. Answers how many releases were stopped.
    """
    stopped = 0
    for program_id in Site.objects.values_list("program_id", flat=True):
        documents = {"document__program_id": program_id, "document__withdrawn_at__isnull": False}
        passages = Passage.objects.filter(**documents).values_list("public_id", flat=True)
        left = Submission.objects.filter(program_id=program_id, state=Submission.State.WITHDRAWN)
        gone = {one.hex for one in (*passages, *left.values_list("public_id", flat=True))}
        found = stop_what_rests_on(gone, program_id=program_id, by=BY, at=at)
        found += stop_what_was_redacted(program_id=program_id, by=BY, at=at)
        if found:
            Export.objects.filter(site__program_id=program_id).update(is_stale=True)
        stopped += found
    refresh_stale(at=at)
    return stopped
