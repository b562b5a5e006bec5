"""What stands behind a person's page: how her clocks were reckoned, who changed what, who looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairway.navigation.pathways.models import Episode
from fairway.navigation.pathways.queries import explanations
from fairway.navigation.pathways.rules.calendar import federal_holidays
from fairway.navigation.pathways.rules.explain import Explanation
from fairway.navigation.worklist.queries.colleagues import colleagues
from fairway.navigation.worklist.queries.patient import HistoryRow, history
from fairway.people.models import Staff
from fairway.people.queries import Look, NotVisible, patient_for, same_person_ids, who_looked


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The audit entries about a person's records, the names behind their ids, and the openings of her record."""

    rows: tuple[HistoryRow, ...]
    names: dict[str, str]
    looks: tuple[Look, ...]


def behind(*, staff: Staff, patient_id: UUID) -> Behind:
    """Who did what, and who looked, newest first (PRV-4). Raises NotVisible."""
    rows = history(staff=staff, patient_id=patient_id)
    return Behind(
        rows=tuple(one for one in rows if one.verb != "patient.looked"),
        names={one.actor: one.name for one in colleagues(staff=staff)},
        looks=tuple(who_looked(patient_for(staff, patient_id))),
    )


def explain_case(
    *, staff: Staff, patient_id: UUID, episode_id: UUID, on: date, language: str
) -> list[Explanation]:
    """Every step of one of her cases explained in full for a date. Raises NotVisible."""
    records = same_person_ids(patient_for(staff, patient_id).pk)
    hers = Episode.objects.visible_to(staff).filter(patient_id__in=records)
    if not hers.filter(public_id=episode_id).exists():
        raise NotVisible(f"There is no case {episode_id} on this page. Reload it.")
    return explanations(
        episode_id=episode_id, on=on, language=language, holidays=federal_holidays()
    )
