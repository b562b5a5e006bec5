"""Entries of meetings and series by the names that addresses give their kinds; and what was taken out."""

from typing import Any
from uuid import UUID

from fairway.people.models import Staff
from fairway.people.queries import NotVisible
from fairway.plan.documents.models import of_program
from fairway.plan.meetings.models import (
    Entry,
    Hashtag,
    Landmark,
    Meeting,
    Participant,
    Presentation,
    Recording,
    Series,
    Vote,
)
from fairway.plan.meetings.queries.page import meeting_for, series_for

__all__ = ["Entry", "Meeting", "Series", "entry_for", "owner_for", "replaced", "taken_out"]

OF_MEETING: dict[str, type[Any]] = {
    "vote": Vote,
    "participant": Participant,
    "presentation": Presentation,
    "recording": Recording,
}
OF_SERIES: dict[str, type[Any]] = {"hashtag": Hashtag, "landmark": Landmark}
ENTRIES = OF_MEETING | OF_SERIES


def owner_for(staff: Staff, kind: str, public_id: UUID) -> Meeting | Series:
    """The meeting or the series to which an entry of this kind belongs. Raises NotVisible."""
    _known(kind)
    return meeting_for(staff, public_id) if kind in OF_MEETING else series_for(staff, public_id)


def entry_for(staff: Staff, kind: str, pk: int) -> Entry:
    """An entry that holds, of her program. Raises NotVisible."""
    _known(kind)
    way = "meeting__series" if kind in OF_MEETING else "series"
    rows = of_program(ENTRIES[kind].objects.select_related(way), staff, f"{way}__program_id")
    found: Entry | None = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("There is no entry {pk} among those that you may see.", pk=pk)
    return found


def taken_out(of: Meeting | Series) -> list[tuple[str, Entry]]:
    """What was corrected or taken out, with its kind, the latest first."""
    kinds, way = (OF_MEETING, "meeting") if isinstance(of, Meeting) else (OF_SERIES, "series")
    found: list[tuple[str, Any]] = [
        (kind, row)
        for kind, model in kinds.items()
        for row in model.everything.filter(**{way: of}, removed_at__isnull=False)
    ]
    return sorted(found, key=lambda pair: (pair[1].removed_at, pair[1].pk), reverse=True)


def replaced(entries: list[tuple[str, Entry]]) -> set[tuple[str, int]]:
    """Kind and key of those in whose stead another row was entered."""
    kinds: dict[str, list[int]] = {}
    for kind, row in entries:
        kinds.setdefault(kind, []).append(row.pk)
    return {
        (kind, found)
        for kind, keys in kinds.items()
        for found in ENTRIES[kind]
        .everything.filter(instead_of__in=keys)
        .values_list("instead_of_id", flat=True)
    }


def _known(kind: str) -> None:
    if kind not in ENTRIES:
        raise NotVisible("There is no such kind of entry. Go back to the meeting.")
