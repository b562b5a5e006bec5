"""What one deed is about: who asks, on whose page, and which case, step, fact or visit of it the address names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from fairway.navigation.pathways.definitions import words
from fairway.navigation.worklist.queries import EpisodeCard, MilestoneRow, PatientPage
from fairway.navigation.worklist.queries.patient import AppointmentRow, EventRow, NoteRow
from fairway.people.queries import NotVisible, Staff
from fairway.people.queries.header import Helper, Reach


class HasId(Protocol):
    """A row of the page with a public id or a key."""

    @property
    def id(self) -> Any: ...


Row = TypeVar("Row", bound=HasId)


@dataclass(frozen=True, slots=True)
class Asked:
    """One deed's surroundings. `about` is the last part of the address; what it names must be on this page."""

    staff: Staff
    at: datetime
    on: date
    page: PatientPage
    about: str = ""

    @property
    def now(self) -> dict[str, Any]:
        """By whom, when, and today at the program's place."""
        return {"by": self.staff, "at": self.at, "on": self.on}

    @property
    def then(self) -> dict[str, Any]:
        """By whom and when."""
        return {"by": self.staff, "at": self.at}

    @property
    def zone(self) -> ZoneInfo:
        """The program's place."""
        return self.zone_of(self.staff)

    @staticmethod
    def zone_of(staff: Staff) -> ZoneInfo:
        """The place of someone's program."""
        return ZoneInfo(staff.program.time_zone)

    @property
    def patient_id(self) -> UUID:
        """Whose page it is."""
        return self.page.header.public_id

    @property
    def case(self) -> EpisodeCard:
        """The case, or the case of the step. Raises NotVisible."""
        return self._named(self.page.episodes, self.about.partition(":")[0])

    @property
    def step(self) -> MilestoneRow:
        """The step `case:key:occasion`. Raises NotVisible."""
        names = self.about.split(":")
        for row in self.case.milestones:
            if names[1:] == [row.key, str(row.occasion)]:
                return row
        raise self._missing()

    @property
    def kind(self) -> str:
        """The kind of fact to record. Raises NotVisible."""
        if self.about not in {one.id for one in words().kinds}:
            raise self._missing()
        return self.about

    @property
    def event(self) -> EventRow:
        """The fact. Raises NotVisible."""
        return self._named([one for one in self.page.events if one.is_current], self.about)

    @property
    def visit(self) -> AppointmentRow:
        """The visit. Raises NotVisible."""
        return self._named(self.page.appointments, self.about)

    @property
    def note(self) -> NoteRow:
        """The note. Raises NotVisible."""
        return self._named(self.page.notes, self.about)

    @property
    def reach(self) -> Reach:
        """The number or address. Raises NotVisible."""
        return self._named(self.page.header.reaches, self.about)

    @property
    def caregiver(self) -> Helper:
        """The caregiver. Raises NotVisible."""
        return self._named(self.page.header.caregivers, self.about)

    @property
    def attempt_id(self) -> UUID:
        """The contact attempt. Raises NotVisible."""
        return self._named(self.page.attempts, self.about).id

    def deed_id(self, sort: str) -> UUID:
        """The alert, pause, decision or hand-off. Raises NotVisible."""
        deeds = (one for card in self.page.episodes for one in card.deeds if one.sort == sort)
        return self._named(deeds, self.about).id

    def _named(self, rows: Iterable[Row], name: str) -> Row:
        found = next((row for row in rows if str(row.id) == name), None)
        if found is None:
            raise self._missing()
        return found

    def _missing(self) -> NotVisible:
        return NotVisible(
            f"There is no `{self.about}` on the page of {self.patient_id}. Reload it."
        )
