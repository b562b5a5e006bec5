"""Synergies with the evidence of both sides, and the words with which a person may introduce the two."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fairway.people.models import Staff
from fairway.people.queries import NotVisible
from fairway.plan.stakeholders.models import Stakeholder
from fairway.plan.themes.definitions import matters
from fairway.plan.themes.models import Synergy, SynergyEvidence, SynergyQuerySet, SynergyStep
from fairway.plan.themes.queries.origins import behind


@dataclass(frozen=True)
class Side:
    """One of the two, and what it said or does."""

    stakeholder: Stakeholder
    evidence: list[SynergyEvidence]


@dataclass(frozen=True)
class SynergyPage:
    """A synergy with both sides. `both` is evidence that names no side: a document that speaks of the two."""

    synergy: Synergy
    topic: str
    left: Side
    right: Side
    both: list[SynergyEvidence]
    steps: list[SynergyStep]


def synergies(staff: Staff, *, states: Collection[str] = ("suggested",)) -> list[Synergy]:
    """The program's synergies in these states, the most promising first; what a document states comes before."""
    rows = _rows(staff).filter(state__in=states)
    return sorted(rows, key=lambda one: (one.kind != Synergy.Kind.STATED, -(one.score or 0), one.pk))  # fmt: skip


def synergy_page(staff: Staff, synergy_id: UUID, *, language: str = "en") -> SynergyPage:
    """One synergy; evidence that was withdrawn is left out. Raises NotVisible."""
    synergy = _rows(staff).filter(public_id=synergy_id).first()
    if synergy is None:
        raise NotVisible(f"There is no synergy {synergy_id} among those that you may see.")
    rows = SynergyEvidence.objects.filter(synergy=synergy)
    rows = rows.exclude(passage__document__withdrawn_at__isnull=False)
    rows = rows.exclude(activity__submission__state="withdrawn")
    evidence = list(rows.select_related("passage__document", "activity__passage__document").order_by("pk"))  # fmt: skip
    sides = {one.pk: _side(one, synergy) for one in evidence}
    return SynergyPage(
        synergy=synergy,
        topic=topic_name(synergy.topic, language=language),
        left=Side(synergy.left, [one for one in evidence if sides[one.pk] == synergy.left_id]),
        right=Side(synergy.right, [one for one in evidence if sides[one.pk] == synergy.right_id]),
        both=[one for one in evidence if sides[one.pk] is None],
        steps=list(synergy.steps.order_by("moved_at", "pk")),
    )


def topic_name(topic: str, *, language: str = "en") -> str:
    """The matter's words; a work with a name of its own keeps its name."""
    named = {one.id: one.name.in_language(language) for one in matters().matters}
    return named.get(topic, topic)


def introduction(page: SynergyPage, *, language: str = "en") -> str:
    """Words that a person may copy into a mail of her own. Nothing is kept and nothing is sent (STK-23).

    It tells only that each spoke of the matter and where that can be read, never that one wants the other.
    """
    places = [f"- {one}" for side in (page.left, page.right) for one in _places(side)]
    form = INTRODUCTION["es" if language.startswith("es") else "en"]
    return form.format(
        left=page.left.stakeholder.name,
        right=page.right.stakeholder.name,
        topic=page.topic,
        places="\n".join(places) or "-",
    )


INTRODUCTION = {
    "en": (
        "Dear colleagues,\n\n{left} and {right} have both spoken of: {topic}.\n\n{places}\n\n"
        "You may find it useful to talk with each other. There is no obligation to answer.\n"
    ),
    "es": (
        "Estimadas y estimados colegas:\n\n{left} y {right} han hablado de: {topic}.\n\n{places}\n\n"
        "Quizás les resulte útil conversar. No hay obligación de responder.\n"
    ),
}


def _places(side: Side) -> list[str]:
    """Where each statement can be read: the activity's title or the document's, with its page."""
    found = []
    for one in side.evidence:
        if one.activity is not None:
            found.append(f"{side.stakeholder.name}: {one.activity.title} ({one.activity.source})")
        elif one.passage is not None and one.passage.document.is_public:
            page = f", p. {one.passage.page_label}" if one.passage.page_label else ""
            found.append(f"{side.stakeholder.name}: {one.passage.document.title}{page}")
    return list(dict.fromkeys(found))


def _rows(staff: Staff) -> SynergyQuerySet:
    return Synergy.objects.visible_to(staff).select_related("left", "right")


def _side(evidence: SynergyEvidence, synergy: Synergy) -> int | None:
    """Whose evidence it is: as written, else by who stands behind the passage."""
    if evidence.stakeholder_id is not None or evidence.passage_id is None:
        return evidence.stakeholder_id
    speaker = behind(synergy.program_id, [evidence.passage_id]).get(evidence.passage_id)
    named = speaker.stakeholder_id if speaker else None
    return named if named in (synergy.left_id, synergy.right_id) else None
