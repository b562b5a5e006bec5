"""Taking a submission back: by herself with her token, or by staff on her word. Her words and her name are erased."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import ForeignObjectRel

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.plan.documents.actions.withdraw import withdraw as withdraw_document
from fairway.plan.intake.actions.campaigns import leave_campaign
from fairway.plan.intake.models import Submission, SubmissionStep
from fairway.plan.intake.rules import token_digest
from fairway.plan.stakeholders.models import Alias, Stakeholder

BY_HERSELF = "submitter"


class UnknownToken(FairwayError):
    """No submission goes by this token."""


@transaction.atomic
def withdraw(*, submission: Submission, by: str, at: datetime) -> Submission:
    """Erase what she said and who she is; the row stays, so that counts and her status page can say so.

    It cannot be undone. Packages above erase their copies in the same transaction, where
    `publishing.actions.withdraw_submission` is called instead of this; their nightly job finds any that were left.
    Twice is once.
    """
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.state == Submission.State.WITHDRAWN:
        return submission
    withdraw_document(document=submission.document, by=by, at=at)
    leave_campaign(submission=submission, at=at)
    _hand_on_repeats(submission)
    for name in ("subject", "name", "email", "phone", "address", "affiliation", "post_url", "accommodation", "language", "text_digest"):  # fmt: skip
        setattr(submission, name, "")
    submission.hashtags, submission.claims_sent_at = [], None
    submission.may_quote = submission.may_name = submission.similarity = None
    submission.stakeholder = submission.same_as = submission.campaign = None
    submission.state = Submission.State.WITHDRAWN
    submission.save()
    _forget_name(submission)
    # What staff wrote beside a move, or a tag, may repeat her words.
    submission.steps.exclude(reason="").update(reason="withdrawn")
    submission.goal_tags.exclude(reason="").update(reason="")
    submission.holds.filter(decided_at__isnull=True).delete()
    SubmissionStep.objects.create(
        submission=submission, state=Submission.State.WITHDRAWN, moved_by=by, moved_at=at
    )
    audit.record(
        "submission.withdrawn", about=submission, by=by, at=at, program_id=submission.program_id
    )
    return submission


def withdraw_by_token(*, token: str, at: datetime) -> Submission:
    """The same, by whoever holds the token of the status page. Raises UnknownToken."""
    return withdraw(submission=by_token(token), by=BY_HERSELF, at=at)


def by_token(token: str) -> Submission:
    """The submission of a token. Raises UnknownToken."""
    found = Submission.objects.filter(token_digest=token_digest(token)).first()
    if found is None:
        raise UnknownToken(
            "There is no comment under this address. Copy the whole address from your receipt."
        )
    return found


def _forget_name(submission: Submission) -> None:
    """The stakeholder that was made from her name goes, unless anything else stands on it."""
    made = Alias.objects.filter(
        program=submission.program_id, source=f"submission {submission.public_id}"
    )
    for alias in made.select_related("stakeholder"):
        if _is_only_hers(alias):
            alias.stakeholder.delete()
        else:
            alias.source = ""
            alias.save(update_fields=["source"])


def _is_only_hers(alias: Alias) -> bool:
    """Nobody else is known by another name as this stakeholder, and no row of any table points at it."""
    for relation in Stakeholder._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        rows = relation.related_model._default_manager.filter(
            **{relation.field.name: alias.stakeholder_id}
        )
        if relation.related_model is Alias:
            rows = rows.exclude(pk=alias.pk)
        if rows.exists():
            return False
    return True


def _hand_on_repeats(submission: Submission) -> None:
    """Others who sent the same words still said them: the earliest of them is the first now."""
    repeats = list(submission.repeats.order_by("received_at", "pk"))
    if repeats:
        first, *others = repeats
        Submission.objects.filter(pk=first.pk).update(same_as=None)
        Submission.objects.filter(pk__in=[one.pk for one in others]).update(same_as=first)
