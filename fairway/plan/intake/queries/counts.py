"""How many: always as submissions, distinct texts and distinct organizations, because letters are not votes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from fairway.people.models import Staff
from fairway.plan.intake.models import Hold, Submission, SubmissionQuerySet
from fairway.plan.stakeholders.queries import roots
from fairway.plan.stakeholders.rules import fold


@dataclass(frozen=True)
class Counts:
    """The three numbers, which are never shown one without the others; and how many letters came in campaigns.

    `unnamed`: submissions that name no organization; they are counted in none.
    """

    submissions: int
    texts: int
    organizations: int
    in_campaigns: int = 0
    unnamed: int = 0


def counts(rows: SubmissionQuerySet) -> Counts:
    """Of these submissions. An organization that no person has recognized yet counts by its name, folded."""
    numbers = rows.aggregate(
        submissions=Count("pk", distinct=True),
        texts=Count("text_digest", filter=~Q(text_digest=""), distinct=True),
        in_campaigns=Count("pk", filter=Q(campaign__isnull=False), distinct=True),
        unnamed=Count("pk", filter=Q(affiliation="", stakeholder__isnull=True), distinct=True),
    )
    linked = rows.filter(stakeholder__isnull=False).order_by()
    bodies = set(roots(linked.values_list("stakeholder_id", flat=True).distinct()).values())
    named = rows.filter(stakeholder__isnull=True).exclude(affiliation="").order_by()
    names = {fold(one) for one in named.values_list("affiliation", flat=True).distinct()}
    return Counts(organizations=len(bodies) + len(names - {""}), **numbers)


def standing_counts(staff: Staff) -> Counts:
    """Of all that counts in her program."""
    return counts(Submission.objects.visible_to(staff).standing())


@dataclass(frozen=True)
class Waiting:
    """What waits for a person: held, not yet acknowledged, not yet tagged, considered and not answered."""

    held: int
    unacknowledged: int
    untagged: int
    unanswered: int


def waiting(staff: Staff) -> Waiting:
    """The work of intake, for the page that plan staff land on."""
    mine = Submission.objects.visible_to(staff).standing()
    state = Submission.State
    open_holds = Hold.objects.filter(submission__in=mine, decided_at__isnull=True)
    numbers = mine.aggregate(
        unacknowledged=Count("pk", filter=Q(acknowledged_at__isnull=True)),
        untagged=Count("pk", filter=Q(state=state.SCREENED)),
        unanswered=Count("pk", filter=Q(state=state.CONSIDERED)),
    )
    return Waiting(held=open_holds.values("submission").distinct().count(), **numbers)
