"""Themes and synergies: what several independent sources say alike, and who could work together.

People make and accept them; the registered aid may only suggest.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from fairway.base.ids import new_id
from fairway.base.models import AidRun, together
from fairway.people.models import Organization, Staff
from fairway.plan.documents.models import Document, Passage, of_program
from fairway.plan.efforts.models import Activity
from fairway.plan.meetings.models import Series
from fairway.plan.stakeholders.models import Stakeholder


class ThemeQuerySet(models.QuerySet["Theme"]):
    """Filters of themes; the first is the scope."""

    def visible_to(self, staff: Staff | None) -> ThemeQuerySet:
        """Plan staff and administrators see their own program's."""
        return of_program(self, staff)


class Theme(models.Model):
    """A thread through passages. Its state is its latest step; `name_origin` says who named it (human or machine)."""

    class Origin(models.TextChoices):
        HUMAN = "human"
        MACHINE = "machine"

    class State(models.TextChoices):
        CANDIDATE = "candidate"
        SUPPORTED = "supported"
        ACCEPTED = "accepted"
        IN_REPORT = "in-report"
        SET_ASIDE = "set-aside"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.PROTECT, related_name="themes"
    )
    # Empty only while it is held: the name repeated words that were withdrawn, and a person must write another.
    name = models.CharField(max_length=200, blank=True)
    name_origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.HUMAN)
    summary = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.CANDIDATE)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    run = models.ForeignKey(
        AidRun, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Words that set the cluster apart from the rest; empty for a theme that a person made.
    terms = models.JSONField(default=list)
    # Kept because it is few people's view: never folded into a larger one, always shown (rule in themes/rules.py).
    is_minority_view = models.BooleanField(default=False)
    # Keys of passages whose words (six in a row) the name or the summary repeats: gone with them, should they be withdrawn.
    echoes = models.JSONField(default=list)
    held_at = models.DateTimeField(null=True, blank=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    objects = ThemeQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["program", "state"], name="theme_state")]

    def __str__(self) -> str:
        return f"theme {self.public_id}"


class ThemeStep(models.Model):
    """One move of a theme, or a renaming: who, when, why."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12, choices=Theme.State.choices)
    name_before = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    moved_by = models.CharField(max_length=80)
    moved_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.state


class ThemeMerge(models.Model):
    """Two themes found to be one. Both rows stay; undoing puts the passages back where they were."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    kept = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="merges")
    merged = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="merged_in")
    # Keys of the passages that went over, and the state that the merged one had.
    moved = models.JSONField(default=list)
    state_before = models.CharField(max_length=12, choices=Theme.State.choices)
    reason = models.CharField(max_length=300)
    merged_by = models.CharField(max_length=80)
    merged_at = models.DateTimeField()
    undone_by = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - pair
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            together("undone_at", "undone_by"),
            models.CheckConstraint(
                condition=~Q(kept=models.F("merged")), name="theme_merge_of_two"
            ),
        ]

    def __str__(self) -> str:
        return f"merge {self.public_id}"


def in_spam() -> models.QuerySet[Document, Any]:
    """What came in spam, with what was attached to it; attachments are read three deep (intake)."""
    spam = Q()
    for place in ("", "part_of__", "part_of__part_of__", "part_of__part_of__part_of__"):
        spam |= Q(**{f"{place}submission__state": "spam"})
    return Document.objects.filter(spam).order_by().values("pk")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Filters of assignments; the first is the scope."""

    def visible_to(self, staff: Staff | None) -> AssignmentQuerySet:
        """Plan staff and administrators see their own program's."""
        return of_program(self, staff, "theme__program_id")

    def standing(self) -> AssignmentQuerySet:
        """Nobody removed them, and nobody withdrew the words or called them spam."""
        rows = self.filter(removed_at__isnull=True, passage__document__withdrawn_at__isnull=True)
        return rows.exclude(passage__document__in=in_spam())

    def undecided(self) -> AssignmentQuerySet:
        """Standing ones of the machine that no person has looked at."""
        return self.standing().filter(origin=Theme.Origin.MACHINE, confirmed_at__isnull=True)


class Assignment(models.Model):
    """One passage in one theme, and by whose hand; removed ones stay, so that the aid does not bring them back."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="assignments")
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="assignments")
    origin = models.CharField(max_length=8, choices=Theme.Origin.choices)
    run = models.ForeignKey(
        AidRun, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    score = models.FloatField(null=True, blank=True)
    assigned_by = models.CharField(max_length=80)
    assigned_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - pair
    confirmed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - pair
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            together("confirmed_at", "confirmed_by"),
            together("removed_at", "removed_by"),
            models.UniqueConstraint(fields=["theme", "passage"], name="assignment_once"),
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}"


class SynergyQuerySet(models.QuerySet["Synergy"]):
    """Filters of synergies; the first is the scope."""

    def visible_to(self, staff: Staff | None) -> SynergyQuerySet:
        """Plan staff and administrators see their own program's."""
        return of_program(self, staff)


class Synergy(models.Model):
    """Two stakeholders who could work together, and what speaks for it. One row a pair, kind and topic, for good:
    what a person rejected is found by its row and not suggested again (STK-11)."""

    class Kind(models.TextChoices):
        SAME_GOAL = "same-goal"
        SAME_BARRIER = "same-barrier"
        COMPLEMENTARY = "complementary"
        SAME_PLACE = "same-place"
        STATED = "stated"

    class State(models.TextChoices):
        SUGGESTED = "suggested"
        CONFIRMED = "confirmed"
        REJECTED = "rejected"
        INTRODUCED = "introduced"
        OUTCOME = "outcome-recorded"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    # The one with the lower key stands left, so that a pair is one row whichever way it is found.
    left = models.ForeignKey(Stakeholder, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Stakeholder, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    topic = models.CharField(max_length=80)
    state = models.CharField(max_length=20, choices=State.choices, default=State.SUGGESTED)
    # Where a document says it (kind `stated`): a key and a page to look up, beside any passage among the evidence.
    source = models.CharField(max_length=300, blank=True)
    source_page = models.CharField(max_length=20, blank=True)
    score = models.FloatField(null=True, blank=True)
    run = models.ForeignKey(
        AidRun, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    found_by = models.CharField(max_length=80)
    found_at = models.DateTimeField()

    objects = SynergyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["program", "left", "right", "kind", "topic"], name="synergy_once"
            ),
            models.CheckConstraint(
                condition=Q(left__lt=models.F("right")), name="synergy_left_before_right"
            ),
        ]

    def __str__(self) -> str:
        return f"synergy {self.public_id}"


class SynergyEvidence(models.Model):
    """One reason for a synergy: a passage or an activity, of one side or of both."""

    synergy = models.ForeignKey(Synergy, on_delete=models.CASCADE, related_name="evidence")
    stakeholder = models.ForeignKey(
        Stakeholder, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    passage = models.ForeignKey(
        Passage, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(passage__isnull=False) | Q(activity__isnull=False),
                name="synergy_evidence_is_something",
            )
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"


class SynergyStep(models.Model):
    """One move of a synergy. A rejection and an outcome say why, or what came of it."""

    synergy = models.ForeignKey(Synergy, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=20, choices=Synergy.State.choices)
    text = models.TextField(blank=True)
    happened_on = models.DateField(null=True, blank=True)
    moved_by = models.CharField(max_length=80)
    moved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state__in=["rejected", "outcome-recorded"]) | ~Q(text=""),
                name="synergy_step_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.state
