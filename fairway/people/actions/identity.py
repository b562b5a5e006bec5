"""Deciding which records are one person. Nothing is moved: the duplicate points at the survivor, and undo lets go."""

from datetime import datetime

from django.db import transaction

from fairway.base.audit import record
from fairway.base.errors import FairwayError
from fairway.people.models import IdentityReview, Merge, Patient, Staff
from fairway.people.queries import check_visible


class CannotMerge(FairwayError):
    """These two records cannot be made one; the text says why and what to do."""


class AlreadyDecided(FairwayError):
    """Someone decided this before."""


@transaction.atomic
def merge(*, survivor: Patient, duplicate: Patient, reason: str, by: Staff, at: datetime) -> Merge:
    """Make two records one person; an open review of the two is closed with it.

    The clock engine works out both again afterwards (queries.same_person_ids).
    Raises CannotMerge for one record twice, for two programs, or where one is merged already, so that no ring can
    arise; NotVisible where the records are not hers to see.
    """
    pair = Patient.objects.select_for_update().in_bulk([survivor.pk, duplicate.pk])
    for patient in pair.values():
        check_visible(by, patient)
    if len(pair) != 2 or pair[survivor.pk].program_id != pair[duplicate.pk].program_id:
        raise CannotMerge(
            "Records {one} and {other} cannot be one person. Choose two records of one program.",
            one=survivor.pk,
            other=duplicate.pk,
        )
    for patient in pair.values():
        if patient.merged_into_id:
            raise CannotMerge(
                "Record {patient} is merged into {other} already. Choose that one, or undo the merge first.",
                patient=patient.pk,
                other=patient.merged_into_id,
            )
    if not reason.strip():
        raise CannotMerge("A merge needs its reason. Say how you know that they are one person.")
    Patient.objects.filter(pk=duplicate.pk).update(merged_into=survivor)
    made = Merge.objects.create(
        survivor=survivor,
        duplicate=duplicate,
        reason=reason,
        before={"merged_into": None},
        merged_by=by,
        merged_at=at,
    )
    IdentityReview.objects.filter(
        one_id=min(pair), other_id=max(pair), state=IdentityReview.State.OPEN
    ).update(state=IdentityReview.State.SAME, decided_by=by, decided_at=at)
    _record("patient.merged", made, by=by, at=at)
    return made


@transaction.atomic
def undo_merge(*, merge: Merge, by: Staff, at: datetime) -> Merge:
    """Two records again, as they were; the review of the two is open again.

    Raises AlreadyDecided where it was undone before.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    check_visible(by, merge.survivor)
    if merge.undone_at:
        raise AlreadyDecided(
            "Merge {merge} was undone before. Nothing is left to do.", merge=merge.public_id
        )
    Patient.objects.filter(pk=merge.duplicate_id).update(merged_into=None)
    merge.undone_by, merge.undone_at = by, at
    merge.save(update_fields=["undone_by", "undone_at"])
    pair = sorted((merge.survivor_id, merge.duplicate_id))
    IdentityReview.objects.filter(
        one_id=pair[0], other_id=pair[1], state=IdentityReview.State.SAME
    ).update(state=IdentityReview.State.OPEN, decided_by=None, decided_at=None)
    _record("patient.merge-undone", merge, by=by, at=at)
    return merge


@transaction.atomic
def decide_different(*, review: IdentityReview, by: Staff, at: datetime) -> IdentityReview:
    """Two people. They are not asked about again.

    Raises AlreadyDecided, and NotVisible for another program's review.
    """
    review = IdentityReview.objects.select_for_update().get(pk=review.pk)
    check_visible(by, review.one)
    if review.state != IdentityReview.State.OPEN:
        raise AlreadyDecided(
            "Review {review} is decided. Undo the merge to open it.", review=review.public_id
        )
    review.state, review.decided_by, review.decided_at = IdentityReview.State.DIFFERENT, by, at
    review.save(update_fields=["state", "decided_by", "decided_at"])
    for patient in (review.one, review.other):
        record(
            "identity.different",
            about=patient,
            by=by.actor,
            at=at,
            program_id=review.program_id,
            review=str(review.public_id),
        )
    return review


def _record(verb: str, merge: Merge, *, by: Staff, at: datetime) -> None:
    """On both records, so that the history of each shows it."""
    for patient in (merge.survivor, merge.duplicate):
        record(
            verb,
            about=patient,
            by=by.actor,
            at=at,
            program_id=patient.program_id,
            merge=str(merge.public_id),
        )
