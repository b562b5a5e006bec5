"""Writing resources of one person: ids, dates with the time of day, when the record was last changed."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from fairway.exchange.cohort.chance import Chance

US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"
MCODE = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-"
OFFSET = "-05:00"
LATE_DAYS = (20, 120)
USUAL_DAYS = (0, 3)

NUMBERS = "https://example.org/fairway/record-number"
DIV = '<div xmlns="http://www.w3.org/1999/xhtml">Made-up {}</div>'

Resource = dict[str, Any]
AMBULATORY: Resource = {
    "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"}
}


def clinician(number: int) -> dict[str, str]:
    """A reference to one of the clinicians."""
    return {"reference": f"Practitioner/clinician-{number}", "display": f"Clinician {number}"}


class Pen:
    """Makes resources of a person; `late` are those that were recorded long after. `mark` keeps ids of two pens apart."""

    def __init__(
        self, records: list[str], chance: Chance, *, today: date, mark: str = "", doctor: int = 0
    ) -> None:
        self.records, self.chance, self.today, self.mark = records, chance, today, mark
        self.doctor = clinician(doctor)
        self.written: list[Resource] = []
        self.late: list[Resource] = []
        self._count = 0

    def make(
        self,
        kind: str,
        day: date,
        *,
        profile: str,
        about: str = "subject",
        record: str = "",
        **fields: Any,
    ) -> Resource:
        """A resource about the person, known at its source soon after `day`, or late."""
        self._count += 1
        record = record or self.chance.random.choice(self.records)
        is_late = self.chance.rate("late_arrival")
        resource: Resource = {
            "resourceType": kind,
            "id": f"{self.records[0]}-{self.mark}{self._count}",
            "meta": {
                "versionId": "1",
                "lastUpdated": self._known(day, is_late),
                "profile": [profile],
            },
            "text": {"status": "generated", "div": DIV.format(kind)},
        }
        if about:
            resource[about] = {"reference": f"Patient/{record}"}
        if kind != "Provenance":
            resource["identifier"] = [
                {"use": "official", "system": NUMBERS, "value": resource["id"]}
            ]
        resource |= fields
        (self.late if is_late else self.written).append(resource)
        return resource

    def _known(self, day: date, is_late: bool) -> str:
        lag = self.chance.random.randint(*(LATE_DAYS if is_late else USUAL_DAYS))
        return f"{min(day + timedelta(days=lag), self.today)}T{self._clock()}Z"

    def _clock(self) -> str:
        return (
            f"{self.chance.random.randint(12, 23):02d}:{self.chance.random.randint(0, 59):02d}:00"
        )

    def moment(self, day: date) -> str:
        """A point of that day as the clinic's clock showed it: at times shortly before midnight."""
        hour = 23 if self.chance.random.random() < 0.03 else self.chance.random.randint(8, 16)
        return f"{day}T{hour:02d}:{self.chance.random.choice((0, 15, 30, 45)):02d}:00{OFFSET}"

    def when(self, day: date, *, is_partial: bool = False) -> str:
        """A date as FHIR writes it: the month alone, the day, or the moment."""
        if is_partial:
            return f"{day:%Y-%m}"
        return day.isoformat() if self.chance.random.random() < 0.3 else self.moment(day)

    def shuffled(self) -> Iterator[tuple[Resource, bool]]:
        """Everything, in no order of time; with it, whether it comes late."""
        self.chance.random.shuffle(self.written)
        for resource in self.written:
            yield resource, False
        for resource in self.late:
            yield resource, True
