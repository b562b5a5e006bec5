"""One factory a model of fairway.plan.intake; made-up input only."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from fairway.plan.documents.models import Document
from fairway.plan.intake import models
from tests.factories.people import ProgramFactory

AT = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)


class SubmittedDocumentFactory(DjangoModelFactory[Document]):
    """What a form sent in; its passages are made beside it."""

    class Meta:
        model = Document

    program = factory.SubFactory(ProgramFactory)
    kind = Document.Kind.FORM
    key = factory.Sequence(lambda n: f"form:{n}")
    received_at = AT
    digest = factory.Sequence(lambda n: f"{n:064x}")


class DeadlineFactory(DjangoModelFactory[models.Deadline]):
    """The last day counted is 30 September, at the Panel's place."""

    class Meta:
        model = models.Deadline

    program = factory.SubFactory(ProgramFactory)
    key = factory.Sequence(lambda n: f"report-{n}")
    label = "Written statements"
    closes_on = date(2026, 9, 30)
    is_inclusive = True
    time_zone = "America/New_York"
    set_by = "staff:1"
    set_at = AT


class CampaignFactory(DjangoModelFactory[models.Campaign]):
    """Letters from one template; no letter in it yet."""

    class Meta:
        model = models.Campaign

    program = factory.SubFactory(ProgramFactory)


class SubmissionFactory(DjangoModelFactory[models.Submission]):
    """A comment by web form, screened, from nobody in particular."""

    class Meta:
        model = models.Submission

    program = factory.SubFactory(ProgramFactory)
    document = factory.SubFactory(
        SubmittedDocumentFactory, program=factory.SelfAttribute("..program")
    )
    channel = models.Submission.Channel.FORM
    state = models.Submission.State.SCREENED
    received_at = AT
    token_digest = factory.Sequence(lambda n: f"{n:064x}")


class SubmissionStepFactory(DjangoModelFactory[models.SubmissionStep]):
    """It was received."""

    class Meta:
        model = models.SubmissionStep

    submission = factory.SubFactory(SubmissionFactory)
    state = models.Submission.State.RECEIVED
    moved_by = "system:intake"
    moved_at = AT


class HoldFactory(DjangoModelFactory[models.Hold]):
    """A rule found what may be personal health detail; nobody decided yet."""

    class Meta:
        model = models.Hold

    submission = factory.SubFactory(SubmissionFactory)
    reason = models.Hold.Reason.HEALTH_DETAIL
    rule = "own-condition"
    held_at = AT
