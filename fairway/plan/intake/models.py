"""Submissions: what people send in, by every channel, in one queue; and what became of each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairway.base.ids import new_id
from fairway.base.models import together
from fairway.people.models import Organization, Staff
from fairway.plan.documents.models import Document, Passage, of_program
from fairway.plan.intake.rules.deadlines import Closing
from fairway.plan.stakeholders.models import Stakeholder


class Deadline(models.Model):
    """Until when input counts for a report; the edge is said, not guessed (STK-4).

    `closes_on` is the last day counted when `is_inclusive`, else the first day too late, both in `time_zone`.
    A changed rule is a new row; each submission keeps the one by which it was classed.
    """

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    label = models.CharField(max_length=200)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField()
    is_inclusive = models.BooleanField()
    time_zone = models.CharField(max_length=50)
    source = models.CharField(max_length=300, blank=True)
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["program", "key", "version"], name="deadline_version")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def closing(self) -> Closing:
        """The rule by which submissions are classed."""
        return Closing(self.closes_on, self.is_inclusive, self.time_zone)


class Campaign(models.Model):
    """Letters written from one template, grouped around the letter nearest to all (the medoid); never chained."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    medoid = models.ForeignKey(
        "plan.Submission", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    label = models.CharField(max_length=200, blank=True)
    confirmed_by = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - pair
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [together("confirmed_at", "confirmed_by")]

    def __str__(self) -> str:
        return f"campaign {self.public_id}"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Filters of submissions; the first is the scope."""

    def visible_to(self, staff: Staff | None) -> SubmissionQuerySet:
        """Plan staff and administrators see their own program's."""
        return of_program(self, staff)

    def standing(self) -> SubmissionQuerySet:
        """Those that count: not withdrawn, not spam."""
        return self.exclude(state__in=[Submission.State.WITHDRAWN, Submission.State.SPAM])


class Submission(models.Model):
    """One piece of input. Its words are the passages of `document` and of the document's attachments.

    `state` repeats the latest step, for the queue. Consent: None means that she was not asked.
    """

    class Channel(models.TextChoices):
        FORM = "form"
        EMAIL = "e-mail"
        MEETING = "meeting"
        CHAT = "chat"
        SPREADSHEET = "spreadsheet"
        SOCIAL_POST = "social-post"
        LETTER = "letter"

    class State(models.TextChoices):
        RECEIVED = "received"
        ACKNOWLEDGED = "acknowledged"
        HELD = "held"
        SCREENED = "screened"
        TAGGED = "tagged"
        THEMED = "themed"
        CONSIDERED = "considered"
        CITED = "cited"
        LISTED = "listed"
        NOT_USED = "not-used"
        SPAM = "spam"
        WITHDRAWN = "withdrawn"

    class DeadlineClass(models.TextChoices):
        THIS_REPORT = "this-report"
        FUTURE_REPORTS = "future-reports"
        NO_DEADLINE = "no-deadline"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="submission")
    channel = models.CharField(max_length=12, choices=Channel.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    received_at = models.DateTimeField()
    # When it was sent by its own word (a mail's Date), shown and never used for the deadline.
    claims_sent_at = models.DateTimeField(null=True, blank=True)
    deadline = models.ForeignKey(
        Deadline, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    deadline_class = models.CharField(
        max_length=15, choices=DeadlineClass.choices, default=DeadlineClass.NO_DEADLINE
    )
    meeting = models.ForeignKey(
        "plan.Meeting", null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    subject = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=300, blank=True)
    affiliation = models.CharField(max_length=300, blank=True)
    stakeholder = models.ForeignKey(
        Stakeholder, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    post_url = models.URLField(max_length=500, blank=True)
    hashtags = models.JSONField(default=list)
    may_quote = models.BooleanField(null=True, blank=True)
    may_name = models.BooleanField(null=True, blank=True)
    accommodation = models.TextField(blank=True)
    language = models.CharField(max_length=20, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    # STK-5: when she was told that it arrived; a form says so itself, a mail or a letter is answered by a person.
    acknowledged_by = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - pair
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    # Of her words folded (intake.rules.likeness); empty where there are none, and once it was withdrawn.
    text_digest = models.CharField(max_length=32, blank=True)
    # The same text as an earlier one; counted as a submission, not as a distinct text.
    same_as = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="repeats"
    )
    campaign = models.ForeignKey(
        Campaign, null=True, blank=True, on_delete=models.SET_NULL, related_name="letters"
    )
    similarity = models.FloatField(null=True, blank=True)
    # A person said that it belongs to no campaign; grouping leaves it alone from then on.
    stands_alone = models.BooleanField(default=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [together("acknowledged_at", "acknowledged_by")]
        indexes: ClassVar = [
            models.Index(fields=["program", "text_digest"], name="submission_text"),
            models.Index(fields=["program", "state", "received_at"], name="submission_queue"),
            models.Index(fields=["program", "received_at"], name="submission_received"),
        ]

    def __str__(self) -> str:
        return f"submission {self.public_id}"


class SubmissionStep(models.Model):
    """One move of a submission, with who and when and, where the move needs one, a reason."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12, choices=Submission.State.choices)
    reason = models.CharField(max_length=300, blank=True)
    moved_by = models.CharField(max_length=80)
    moved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="not-used") | ~Q(reason=""), name="not_used_says_why"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["submission", "moved_at"], name="step_order")]

    def __str__(self) -> str:
        return self.state


class Hold(models.Model):
    """Something a person must look at before anything of this submission is published (STK-6)."""

    class Reason(models.TextChoices):
        HEALTH_DETAIL = "health-detail"
        SPAM = "spam"
        NO_TEXT = "no-text"
        ATTACHMENT_ONLY = "attachment-only"
        UNSAFE_FILE = "unsafe-file"

    class Decision(models.TextChoices):
        RELEASED = "released"
        REDACTED = "redacted"
        SPAM = "spam"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="holds")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    passage = models.ForeignKey(
        Passage, null=True, blank=True, on_delete=models.CASCADE, related_name="holds"
    )
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    # The rule that found it (an id of intake's definitions), never the words.
    rule = models.CharField(max_length=60)
    held_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_by = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - pair
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [together("decided_at", "decided_by")]
        indexes: ClassVar = [
            models.Index(
                fields=["submission"], name="hold_open", condition=Q(decided_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"hold {self.public_id}"
