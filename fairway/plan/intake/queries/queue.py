"""The queue of submissions: one for every channel, filtered, paged by key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from fairway.people.models import Staff
from fairway.plan.documents.models import Document, Passage
from fairway.plan.goals.models import GoalTag
from fairway.plan.goals.queries import tags_of
from fairway.plan.intake.models import Campaign, Hold, Submission, SubmissionQuerySet
from fairway.plan.intake.queries.counts import Counts, counts

PAGE = 50
BEGINNING = 220


@dataclass(frozen=True)
class Filters:
    """What of the queue is looked at. An empty one filters nothing; spam and withdrawn ones show only when asked for."""

    state: str = ""
    channel: str = ""
    deadline_class: str = ""
    goal: str = ""
    hold: str = ""
    language: str = ""
    to_do: str = ""
    campaign: str = ""


@dataclass(frozen=True)
class Line:
    """A submission in the queue: the beginning of its words, its goals by whose word, what is open."""

    submission: Submission
    beginning: str
    tags: dict[str, list[str]]
    open_holds: int
    attachments: int


@dataclass(frozen=True)
class Queue:
    """One page of the queue, and the three numbers of all that the filters let through."""

    lines: tuple[Line, ...]
    counts: Counts
    next_cursor: str = ""


def queue(staff: Staff, *, filters: Filters, after: str = "", limit: int = PAGE) -> Queue:
    """The newest first."""
    rows = selected(staff, filters)
    page = _after(rows, after).select_related("stakeholder", "document", "deadline")
    found = list(page.order_by("-received_at", "-pk")[: limit + 1])
    more = len(found) > limit
    return Queue(tuple(_lines(found[:limit])), counts(rows), _cursor(found[limit - 1]) if more else "")  # fmt: skip


def each_line(staff: Staff, *, filters: Filters, at_once: int = 500) -> Iterator[Line]:
    """Every line that the filters let through, the newest first, read as they are asked for."""
    after = ""
    while True:
        page = _after(selected(staff, filters), after).select_related("stakeholder", "document", "deadline")  # fmt: skip
        found = list(page.order_by("-received_at", "-pk")[:at_once])
        yield from _lines(found)
        if len(found) < at_once:
            return
        after = _cursor(found[-1])


def selected(staff: Staff, filters: Filters) -> SubmissionQuerySet:
    """All that the filters let through."""
    rows = Submission.objects.visible_to(staff)
    rows = rows.filter(state=filters.state) if filters.state else rows.standing()
    if filters.channel:
        rows = rows.filter(channel=filters.channel)
    if filters.deadline_class:
        rows = rows.filter(deadline_class=filters.deadline_class)
    if filters.language:
        rows = rows.filter(language__startswith=filters.language) if filters.language != "unknown" else rows.filter(language="")  # fmt: skip
    if filters.goal:
        tags = GoalTag.objects.filter(submission=OuterRef("pk"), removed_at__isnull=True)
        tagged = Exists(tags if filters.goal == "none" else tags.filter(code=filters.goal))
        rows = rows.filter(~tagged if filters.goal == "none" else tagged)
    if filters.hold:
        rows = rows.filter(Exists(_open_holds().filter(reason=filters.hold)))
    if filters.campaign:
        rows = rows.filter(campaign__public_id=filters.campaign)
    return rows.filter(_TO_DO[filters.to_do]) if filters.to_do in _TO_DO else rows


_TO_DO = {
    "acknowledge": Q(acknowledged_at__isnull=True),
    "tag": Q(state=Submission.State.SCREENED),
    "answer": Q(state=Submission.State.CONSIDERED),
    "link": Q(stakeholder__isnull=True) & ~Q(affiliation=""),
}


def _open_holds() -> QuerySet[Hold]:
    return Hold.objects.filter(submission=OuterRef("pk"), decided_at__isnull=True)


def _after(rows: SubmissionQuerySet, cursor: str) -> SubmissionQuerySet:
    moment, _, key = cursor.partition("|")
    try:
        told, pk = datetime.fromisoformat(moment), int(key)
        # At the edge of the calendar a moment may have no like in the database's zone.
        at = told.astimezone(UTC)
    except (ValueError, OverflowError):
        return rows
    if told.tzinfo is None:
        return rows
    return rows.filter(Q(received_at__lt=at) | Q(received_at=at, pk__lt=pk))


def _cursor(last: Submission) -> str:
    return f"{last.received_at.isoformat()}|{last.pk}"


def _lines(found: list[Submission]) -> Iterator[Line]:
    ids = [one.pk for one in found]
    documents = [one.document_id for one in found]
    tags = tags_of(submission_ids=ids)
    open_holds = dict(
        Hold.objects.filter(submission__in=ids, decided_at__isnull=True)
        .values_list("submission")
        .annotate(count=Count("pk"))
    )
    words = beginnings(documents)
    attachments = _attachments(documents)
    for one in found:
        yield Line(
            one, words.get(one.document_id, ""), tags.get(("submission", one.pk), {}),
            open_holds.get(one.pk, 0), attachments.get(one.document_id, 0),
        )  # fmt: skip


def beginnings(documents: list[int], *, length: int = BEGINNING) -> dict[int, str]:
    """The first words of each document that somebody said, else of its template."""
    kinds = (Passage.Kind.TEXT, Passage.Kind.ROW, Passage.Kind.FORM_TEXT)
    rows = Passage.objects.filter(document__in=documents, kind__in=kinds).exclude(text="")
    found: dict[int, str] = {}
    for document, text in rows.order_by("-ordinal").values_list("document_id", "text"):
        found[document] = text
    return {
        one: text if len(text) <= length else f"{text[:length].rsplit(' ', 1)[0]} …"
        for one, text in found.items()
    }


def _attachments(documents: list[int]) -> dict[int, int]:

    rows = Document.objects.filter(part_of__in=documents).values_list("part_of")
    return dict(rows.annotate(count=Count("pk")))


@dataclass(frozen=True)
class CampaignLine:
    """A campaign: how many letters, how many of them worded differently, and its template's first words."""

    campaign: Campaign
    letters: int
    texts: int
    beginning: str


def campaigns(staff: Staff) -> list[CampaignLine]:
    """The campaigns of her program, the largest first."""
    standing = ~Q(letters__state__in=["withdrawn", "spam"])
    rows = (
        Campaign.objects.filter(program=staff.program_id)
        .filter(pk__in=Submission.objects.visible_to(staff).standing().values("campaign"))
        .select_related("medoid__document")
        .annotate(
            letter_count=Count("letters", filter=standing),
            text_count=Count("letters__text_digest", filter=standing, distinct=True),
        )
        .order_by("-letter_count", "pk")
    )
    found = list(rows)
    words = beginnings([one.medoid.document_id for one in found if one.medoid])
    return [
        CampaignLine(one, one.letter_count, one.text_count, _template(one, words)) for one in found
    ]


def _template(campaign: Campaign, words: dict[int, str]) -> str:
    return words.get(campaign.medoid.document_id, "") if campaign.medoid else ""
