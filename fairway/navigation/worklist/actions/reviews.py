"""Judgments by a person, named by the ids of a page: one person or two, our fact or the source's."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fairway.navigation.pathways import actions as pathways
from fairway.navigation.pathways.models import AppointmentConflict, EventConflict
from fairway.navigation.worklist.actions.scope import NotVisible
from fairway.people import actions as people
from fairway.people.models import IdentityReview, Merge, Patient, Staff


def judge_same(
    *, review_id: UUID, keep_id: UUID, reason: str, by: Staff, at: datetime, on: date
) -> Merge:
    """The two records of a review are one person; `keep_id` is the record that stands.

    Raises NotVisible, and what people.actions.merge raises.
    """
    review = _review(review_id, by=by)
    pair = (review.one, review.other)
    survivor = next((record for record in pair if record.public_id == keep_id), None)
    if survivor is None:
        raise NotVisible(f"Record {keep_id} is not one of review {review_id}. Reload the page.")
    duplicate = pair[1] if survivor is pair[0] else pair[0]
    return pathways.merge_people(
        survivor=survivor, duplicate=duplicate, reason=reason, by=by, at=at, on=on
    )


def judge_different(*, review_id: UUID, by: Staff, at: datetime) -> IdentityReview:
    """They are two people, and are not asked about again. Raises NotVisible, AlreadyDecided."""
    return people.decide_different(review=_review(review_id, by=by), by=by, at=at)


def part_again(*, merge_id: UUID, by: Staff, at: datetime, on: date) -> None:
    """Two records that were made one are two people after all. Raises NotVisible, AlreadyDecided."""
    visible = Patient.objects.visible_to(by)
    merge = Merge.objects.filter(public_id=merge_id, survivor__in=visible).first()
    if merge is None:
        raise NotVisible(f"There is no merge {merge_id} in your program. Reload the page.")
    pathways.undo_merge_of_people(merge=merge, by=by, at=at, on=on)


@transaction.atomic
def judge_conflict(
    *, conflict_id: UUID, take_theirs: bool, by: Staff, at: datetime, on: date
) -> None:
    """Our fact stands, or the source's; the clocks follow at once. Raises NotVisible, AlreadyDecided."""
    conflict = (
        EventConflict.objects.filter(
            public_id=conflict_id, ours__patient__in=Patient.objects.visible_to(by)
        )
        .select_related("ours")
        .first()
    )
    if conflict is None:
        raise NotVisible(f"There is no conflict {conflict_id} in your program. Reload the page.")
    pathways.decide_conflict(conflict=conflict, take_theirs=take_theirs, by=by, at=at)
    if take_theirs:
        pathways.evaluate(patient_ids=[conflict.ours.patient_id], at=at, on=on)


@transaction.atomic
def judge_visit(*, conflict_id: UUID, take_theirs: bool, by: Staff, at: datetime, on: date) -> None:
    """What became of a visit: our word stands, or the source's. Raises NotVisible, AlreadyDecided."""
    visible = Patient.objects.visible_to(by)
    conflict = (
        AppointmentConflict.objects.filter(public_id=conflict_id, appointment__patient__in=visible)
        .select_related("appointment")
        .first()
    )
    if conflict is None:
        raise NotVisible(f"There is no conflict {conflict_id} in your program. Reload the page.")
    pathways.decide_visit(conflict=conflict, take_theirs=take_theirs, by=by, at=at)
    if take_theirs:
        pathways.evaluate(patient_ids=[conflict.appointment.patient_id], at=at, on=on)


def _review(public_id: UUID, *, by: Staff) -> IdentityReview:
    visible = Patient.objects.visible_to(by)
    review = (
        IdentityReview.objects.filter(public_id=public_id, one__in=visible)
        .select_related("one", "other")
        .first()
    )
    if review is None:
        raise NotVisible(f"There is no review {public_id} in your program. Reload the page.")
    return review
