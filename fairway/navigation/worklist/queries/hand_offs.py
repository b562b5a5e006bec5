"""Cases that are changing hands, for those who have to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from fairway.navigation.pathways.models import Episode
from fairway.navigation.worklist.models import HandOff
from fairway.people.models import Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An offered case that nobody has answered yet. `to_me`: hers to accept or decline; else hers to withdraw."""

    id: UUID
    episode_id: UUID
    patient_id: UUID
    patient: str
    pathway: str
    reason: str
    summary: str
    offered_by: str
    offered_to: str
    offered_at: datetime
    to_me: bool


def hand_offs_for(*, staff: Staff) -> list[Offer]:
    """Unanswered hand-offs to her, and of cases that are still hers; the oldest first (NAV-8)."""
    open_ones = HandOff.objects.filter(
        Q(offered_to=staff) | Q(episode__owner=staff) | Q(offered_by=staff),
        state=HandOff.State.OFFERED,
        episode__in=Episode.objects.visible_to(staff).open(),
    )
    rows = open_ones.select_related("episode__patient", "offered_by", "offered_to")
    return [
        Offer(
            id=one.public_id,
            episode_id=one.episode.public_id,
            patient_id=one.episode.patient.public_id,
            patient=one.episode.patient.name,
            pathway=one.episode.pathway,
            reason=one.reason,
            summary=one.summary,
            offered_by=one.offered_by.name,
            offered_to=one.offered_to.name,
            offered_at=one.offered_at,
            to_me=one.offered_to_id == staff.pk,
        )
        for one in rows.order_by("offered_at", "id")
    ]
