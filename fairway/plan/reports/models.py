"""Recommendations and reports: sentences that each rest on passages, built into what is handed over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairway.base.ids import new_id
from fairway.base.models import together
from fairway.people.models import Organization, Staff
from fairway.plan.documents.models import Passage, of_program
from fairway.plan.efforts.models import Activity
from fairway.plan.intake.models import Deadline
from fairway.plan.meetings.models import Series
from fairway.plan.stakeholders.models import Stakeholder
from fairway.plan.themes.models import Theme


class ReportQuerySet(models.QuerySet["Report"]):
    """Filters of reports; the first is the scope."""

    def visible_to(self, staff: Staff | None) -> ReportQuerySet:
        """Plan staff and administrators see their own program's."""
        return of_program(self, staff)


class Report(models.Model):
    """A report in the making, or delivered. What counts for it is decided by its deadline (the cut-off)."""

    class State(models.TextChoices):
        DRAFT = "draft"
        DELIVERED = "delivered"
        PUBLISHED = "published"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    deadline = models.ForeignKey(
        Deadline, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    title = models.CharField(max_length=300)
    subtitle = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=20, default="en")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    delivered_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    started_by = models.CharField(max_length=80)
    started_at = models.DateTimeField()

    objects = ReportQuerySet.as_manager()

    def __str__(self) -> str:
        return f"report {self.public_id}"


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Filters of recommendations; the first is the scope."""

    def visible_to(self, staff: Staff | None) -> RecommendationQuerySet:
        """Plan staff and administrators see their own program's."""
        return of_program(self, staff)


class Recommendation(models.Model):
    """What should be done, by whom, resting on which themes. Its state is its latest step."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        EVIDENCE_LINKED = "evidence-linked"
        ADOPTED = "adopted"
        ASSIGNED = "assigned"
        OPEN = "open"
        IN_PROGRESS = "in-progress"
        DONE = "done"
        NO_ANSWER = "no-answer"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="recommendations")
    number = models.PositiveIntegerField()
    text = models.TextField()
    goal_codes = models.JSONField(default=list)
    # When an answer is expected, on the tracking page; None: nobody said.
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED)
    themes = models.ManyToManyField(Theme, blank=True, related_name="recommendations")
    stakeholders = models.ManyToManyField(Stakeholder, blank=True, related_name="asked_to")
    proposed_by = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="recommendation_number")
        ]

    def __str__(self) -> str:
        return f"recommendation {self.public_id}"


class RecommendationStep(models.Model):
    """One move of a recommendation. In progress, done and no answer need evidence with a date (STK-16)."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="steps"
    )
    state = models.CharField(max_length=20, choices=Recommendation.State.choices)
    stakeholder = models.ForeignKey(
        Stakeholder, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence = models.TextField(blank=True)
    evidence_url = models.URLField(max_length=500, blank=True)
    evidence_on = models.DateField(null=True, blank=True)
    passage = models.ForeignKey(
        Passage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    moved_by = models.CharField(max_length=80)
    moved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state__in=["in-progress", "done", "no-answer"])
                | (~Q(evidence="") & Q(evidence_on__isnull=False)),
                name="recommendation_step_has_evidence",
            )
        ]

    def __str__(self) -> str:
        return self.state


class Section(models.Model):
    """A part of a report, in order; about a theme or a recommendation, or neither."""

    class Kind(models.TextChoices):
        OPENING = "opening"
        THEME = "theme"
        RECOMMENDATION = "recommendation"
        CLOSING = "closing"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    ordinal = models.PositiveIntegerField()
    kind = models.CharField(max_length=15, choices=Kind.choices)
    heading = models.CharField(max_length=300)
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "ordinal"], name="section_ordinal")
        ]

    def __str__(self) -> str:
        return f"section {self.public_id}"


class Sentence(models.Model):
    """One sentence of a report. A quotation is no typed text but a span of a passage, checked at every build.

    `held_at` is set when something it rests on was withdrawn or redacted: it stays out until a person rewrites it.
    """

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="sentences")
    ordinal = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    quotes = models.ForeignKey(
        Passage, null=True, blank=True, on_delete=models.PROTECT, related_name="quoted_in"
    )
    quote_start = models.PositiveIntegerField(null=True, blank=True)
    quote_end = models.PositiveIntegerField(null=True, blank=True)
    # Of the quoted words as they were when she chose them; a build quotes only what still reads the same.
    quote_digest = models.CharField(max_length=64, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_because = models.CharField(max_length=30, blank=True)
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            together("quotes", "quote_start", "quote_end"),
            models.UniqueConstraint(fields=["section", "ordinal"], name="sentence_ordinal"),
        ]

    def __str__(self) -> str:
        return f"sentence {self.public_id}"


class SentenceSource(models.Model):
    """One thing a sentence rests on (STK-15): always a passage; with the activity it tells of, where it does."""

    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="sources")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="cited_in")
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="cited_in"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sentence", "passage"], name="sentence_source_once")
        ]

    def __str__(self) -> str:
        return f"source {self.pk}"


class Echo(models.Model):
    """A text of ours that repeats several words in a row of a passage, cited or not (reports.rules.ECHO_WORDS).

    Kept so that the text can go when the passage is withdrawn, whose words are gone by then. `holder` and `field`
    name the text: `plan.sentence:` with its public id, and `text`. One that was rewritten since is kept for the builds
    that hold the older words.
    """

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="echoes")
    holder = models.CharField(max_length=80)
    field = models.CharField(max_length=20)
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["holder", "field", "passage"], name="echo_once")
        ]

    def __str__(self) -> str:
        return f"echo in {self.holder}"


class Build(models.Model):
    """One building of a report: what it read and what came out. A failed one keeps its list of problems.

    `content` is the report as it was read, packed (reports.build.book); every file is made from it, the same bytes
    each time. It is empty where the build failed and once a later one stands. `changed_at`: when something that it
    held was withdrawn and taken out of it.
    """

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="builds")
    built_by = models.CharField(max_length=80)
    built_at = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True)
    content = models.BinaryField(null=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    problems = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"build {self.public_id}"
