"""Whether a report may rest on a passage, quote it, and name who said it. Asked at writing and again at every build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fairway.plan.documents.models import Document, Passage, Redaction
from fairway.plan.intake.models import Hold, Submission

UPWARD = ("document__submission", "document__part_of__submission", "document__part_of__part_of__submission")  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """What holds for one passage. `trouble`: why nothing may rest on it, a code; empty when all is well."""

    passage: Passage
    submission: Submission | None
    trouble: str
    redacted_at: datetime | None = None

    def changed_since(self, at: datetime) -> bool:
        """Whether words were taken out of it after that moment: what was written before may still tell them."""
        return self.redacted_at is not None and self.redacted_at > at

    @property
    def may_quote(self) -> bool:
        """Published, or its submitter said yes. What is neither is not quoted."""
        if self.submission is None:
            return self.passage.document.is_public
        return self.submission.may_quote is True

    @property
    def name(self) -> str:
        """Who said it, where that may be said; empty else."""
        if self.submission is None or self.submission.may_name is not True:
            return ""
        return ", ".join(filter(None, [self.submission.name, self.submission.affiliation]))


def standing_of(passage_ids: Iterable[int]) -> dict[int, Standing]:
    """By passage. A few queries, whatever the number."""
    wanted = list(set(passage_ids))
    rows = {
        one.pk: one
        for first in range(0, len(wanted), 5000)
        for one in Passage.objects.select_related(*UPWARD).filter(
            pk__in=wanted[first : first + 5000]
        )
    }
    redacted = _redacted(wanted)
    submissions = {key: submission_of(one.document) for key, one in rows.items()}
    held = _held({one.pk for one in submissions.values() if one is not None})
    return {
        key: Standing(
            one, submissions[key], _trouble(one, submissions[key], held), redacted.get(key)
        )
        for key, one in rows.items()
    }


def submission_of(document: Document) -> Submission | None:
    """The submission that a document came in, itself or as an attachment."""
    above: Document | None = document
    while above is not None:
        if hasattr(above, "submission"):
            return above.submission
        above = above.part_of
    return None


def _held(submission_ids: set[int]) -> set[int]:
    """Submissions with something that a person has yet to look at (STK-6)."""
    if not submission_ids:
        return set()
    holds = Hold.objects.filter(submission_id__in=submission_ids, decided_at__isnull=True)
    return set(holds.values_list("submission_id", flat=True))


def _redacted(passage_ids: list[int]) -> dict[int, datetime]:
    """When words were last taken out of each, where any are out now."""
    out: dict[int, datetime] = {}
    for first in range(0, len(passage_ids), 5000):
        rows = Redaction.objects.filter(
            passage__in=passage_ids[first : first + 5000], undone_at__isnull=True
        )
        for key, at in rows.order_by("redacted_at").values_list("passage_id", "redacted_at"):
            out[key] = at
    return out


def _trouble(passage: Passage, submission: Submission | None, held: set[int]) -> str:
    if passage.document.withdrawn_at is not None or not passage.text:
        return "withdrawn"
    if submission is None:
        return ""
    if submission.state == Submission.State.WITHDRAWN:
        return "withdrawn"
    if submission.state == Submission.State.SPAM:
        return "spam"
    return "held" if submission.pk in held else ""
