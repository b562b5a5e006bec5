"""Merges move nothing, make no rings, and can be undone."""

from datetime import UTC, datetime

import pytest

from fairway.people.actions import AlreadyDecided, CannotMerge, decide_different, merge, undo_merge
from fairway.people.models import IdentityReview, Patient
from fairway.people.queries import identity_queue, same_person_groups, same_person_ids
from tests.factories.people import IdentifierFactory, IdentityReviewFactory, PatientFactory

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


def other(three):
    return PatientFactory(program=three.program)


def joined(three, survivor, duplicate):
    return merge(survivor=survivor, duplicate=duplicate, reason="same card", by=three.hers, at=AT)


def test_a_merge_points_and_moves_nothing_and_undo_lets_go(three):
    duplicate = other(three)
    number = IdentifierFactory(patient=duplicate)
    review = IdentityReviewFactory(one=three.patient, other=duplicate)
    before = Patient.objects.filter(pk=duplicate.pk).values().get()
    made = joined(three, three.patient, duplicate)
    number.refresh_from_db()
    review.refresh_from_db()
    assert number.patient_id == duplicate.pk
    assert (review.state, review.decided_by) == ("same", three.hers)
    assert same_person_ids(duplicate.pk) == [three.patient.pk, duplicate.pk]
    assert list(Patient.objects.standing()) == [three.patient]
    undo_merge(merge=made, by=three.colleague, at=AT)
    assert Patient.objects.filter(pk=duplicate.pk).values().get() == before
    assert same_person_ids(three.patient.pk) == [three.patient.pk]
    assert identity_queue(three.hers).get() == review
    with pytest.raises(AlreadyDecided):
        undo_merge(merge=made, by=three.hers, at=AT)
    joined(three, three.patient, duplicate)


def test_chains_are_one_person_whoever_asks(three, django_assert_num_queries):
    a, b, c, d = three.patient, other(three), other(three), other(three)
    joined(three, b, c)
    joined(three, a, b)
    assert [same_person_ids(one.pk) for one in (a, b, c)] == [[a.pk, b.pk, c.pk]] * 3
    with django_assert_num_queries(6):
        assert same_person_groups([c.pk, d.pk]) == {a.pk: [a.pk, b.pk, c.pk], d.pk: [d.pk]}
    assert same_person_groups([]) == {}


def test_rings_and_nonsense_are_refused(three):
    a, b, c = three.patient, other(three), other(three)
    joined(three, a, b)
    for survivor, duplicate in ((b, a), (a, b), (c, b), (b, c), (a, a)):
        with pytest.raises(CannotMerge):
            joined(three, survivor, duplicate)
    with pytest.raises(CannotMerge):
        merge(survivor=a, duplicate=c, reason=" ", by=three.hers, at=AT)


def test_different_is_decided_once_and_not_asked_again(three):
    review = IdentityReviewFactory(one=three.patient)
    decide_different(review=review, by=three.hers, at=AT)
    assert not identity_queue(three.hers)
    with pytest.raises(AlreadyDecided):
        decide_different(review=review, by=three.hers, at=AT)
    assert IdentityReview.objects.get().decided_by == three.hers
