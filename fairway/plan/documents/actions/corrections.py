"""Corrections: what a source says, what is right, why (STK-14). The source's own text is never changed."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.people.models import Organization, Staff
from fairway.plan.documents.models import Correction, Document, Passage
from fairway.plan.documents.queries.find import one_of, passage_for


class BadCorrection(FairwayError):
    """A correction that says nothing, or of words that do not stand where it says."""


class CorrectionChanged(FairwayError):
    """A correction of this key is kept with other words; undo that one and use a new key."""


@transaction.atomic
def correct(
    *,
    program: Organization,
    key: str,
    before: str,
    after: str,
    reason: str,
    source: str,
    by: str,
    at: datetime,
    document: Document | None = None,
    passage: Passage | None = None,
    about: str = "",
) -> Correction:
    """Record a correction; the same one again gives the one that is kept.

    `about` names the record that carries the right value (`plan.activity:12`), empty where only a text errs.
    Raises BadCorrection, CorrectionChanged.
    """
    if not (before.strip() and after.strip() and reason.strip() and source.strip()):
        raise BadCorrection(
            "Correction {key}: give what it says, what is right, why, and the source of that.",
            key=key,
        )
    if before == after:
        raise BadCorrection(
            "Correction {key} changes nothing. Give what is right instead.", key=key
        )
    if passage is not None and before not in passage.text:
        raise BadCorrection(
            "Passage {passage} does not hold the words to correct. Copy them from it exactly.",
            passage=passage.public_id,
        )
    kept = Correction.objects.filter(program=program, key=key).first()
    if kept is not None:
        if (kept.before, kept.after) != (before, after):
            raise CorrectionChanged(
                "Correction {key} is kept with other words. Undo it, or use another key.", key=key
            )
        return kept
    correction = Correction.objects.create(
        program=program,
        key=key,
        document=document or (passage.document if passage is not None else None),
        passage=passage,
        about=about,
        before=before,
        after=after,
        reason=reason,
        source=source,
        decided_by=by,
        decided_at=at,
    )
    audit.record("correction.made", about=correction, by=by, at=at, program_id=program.pk)
    return correction


def correct_passage(
    *, passage_id: UUID, before: str, after: str, reason: str, source: str, by: Staff, at: datetime
) -> Correction:
    """A correction from the passage's page. Raises NotVisible, BadCorrection."""
    return correct(
        program=by.program,
        key=f"by-hand-{uuid4()}",
        passage=passage_for(by, passage_id),
        before=before,
        after=after,
        reason=reason,
        source=source,
        by=by.actor,
        at=at,
    )


@transaction.atomic
def undo_correction(*, correction_id: UUID, by: Staff, at: datetime) -> Correction:
    """A correction that was wrong stands no longer; its row stays. Raises NotVisible."""
    correction = one_of(Correction.objects.select_for_update(), by, correction_id, "program_id")
    if correction.undone_at is None:
        correction.undone_by, correction.undone_at = by.actor, at
        correction.save(update_fields=["undone_by", "undone_at"])
        audit.record(
            "correction.undone", about=correction, by=by.actor, at=at, program_id=by.program_id
        )
    return correction
