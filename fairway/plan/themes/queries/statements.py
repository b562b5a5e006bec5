"""What each organization said and does, gathered for the synergy aid. Individuals are left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from fairway.plan.documents.models import Document, Passage
from fairway.plan.efforts.models import Activity
from fairway.plan.meetings.models import Presentation
from fairway.plan.stakeholders.models import Alias, Stakeholder
from fairway.plan.themes.queries.origins import Organizations, behind
from fairway.plan.themes.queries.speakers import speakers
from fairway.plan.themes.rules.synergies import Statement
from fairway.plan.themes.rules.words import WORD, fold

# A part of a form or an activity that tells what stands in the way.
ASKING_PARTS = frozenset({"challenges", "asked"})


def statements(program_id: int) -> list[Statement]:
    """Activities, what was said at meetings, and submissions of organizations, as they stand today."""
    organizations = Organizations(program_id)
    found = [
        *_activities(program_id),
        *_spoken(program_id),
        *_submitted(program_id),
    ]
    kept = []
    for one in found:
        stakeholder, kind = organizations.found(one.stakeholder)
        if kind != Stakeholder.Kind.PERSON and one.text.strip():
            kept.append(
                Statement(
                    stakeholder,
                    one.text,
                    one.goals,
                    one.places,
                    one.asks,
                    one.passage,
                    one.activity,
                )
            )
    return kept


def names_of_stakeholders(program_id: int) -> frozenset[str]:
    """Every word of every name, folded: a name is no work that two share."""
    names = Alias.objects.filter(program_id=program_id).values_list("name", flat=True)
    short = Stakeholder.objects.filter(program_id=program_id).values_list("abbreviation", flat=True)
    return frozenset(fold(word) for name in (*names, *short) for word in WORD.findall(name)) | {
        name.lower() for name in short
    }


def _activities(program_id: int) -> Iterator[Statement]:
    rows = Activity.objects.filter(program_id=program_id).standing()
    rows = rows.exclude(passage__document__withdrawn_at__isnull=False).select_related("passage")
    for one in rows.prefetch_related("goal_tags").order_by("pk"):
        goals = frozenset(tag.code for tag in one.goal_tags.all() if tag.removed_at is None)
        places = frozenset(one.places)
        quoted = one.passage.text if one.passage else ""
        offer = "\n".join((one.title, one.summary, one.progress, quoted))
        yield Statement(one.stakeholder_id, offer, goals, places, False, activity=one.pk)
        if one.challenges:
            yield Statement(one.stakeholder_id, one.challenges, goals, places, True, activity=one.pk)  # fmt: skip


def _spoken(program_id: int) -> Iterator[Statement]:
    """What was said at meetings and is summed up in documents; with the goals that the presentations name."""
    goals: dict[int, frozenset[str]] = defaultdict(frozenset)
    shown = Presentation.objects.filter(meeting__series__program_id=program_id)
    for stakeholder, codes in shown.values_list("stakeholder_id", "goal_codes"):
        goals[stakeholder] |= frozenset(codes)
    spoken = speakers(program_id)
    rows = Passage.objects.filter(document__program_id=program_id).standing().said()
    rows = rows.filter(document__kind=Document.Kind.SUMMARY)
    for key, text in rows.order_by("pk").values_list("pk", "text"):
        if key in spoken:
            yield Statement(spoken[key], text, goals[spoken[key]], passage=key)


def _submitted(program_id: int) -> Iterator[Statement]:
    sent = Passage.objects.filter(document__program_id=program_id).standing().said()
    sent = sent.exclude(document__kind__in=["page", "meeting-summary", "published-report", "agenda"])  # fmt: skip
    rows = list(sent.order_by("pk").values_list("pk", "text", "part"))
    speakers = behind(program_id, [key for key, _, _ in rows]) if rows else {}
    for key, text, part in rows:
        speaker = speakers.get(key)
        if speaker is not None and speaker.submission_id and speaker.stakeholder_id:
            asks = True if part in ASKING_PARTS else None
            yield Statement(speaker.stakeholder_id, text, asks=asks, passage=key)
