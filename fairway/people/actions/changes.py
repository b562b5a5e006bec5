"""From what a source says and what is known: the rows to add, to end and to change. Nothing is written here but at `flush`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from fairway.base import bulk
from fairway.base.ids import new_id
from fairway.people.actions.columns import NOTHING_KNOWN, columns_of
from fairway.people.actions.known import COLUMNS, AnswerRow, NameRow, Person, ReachRow, fit
from fairway.people.models import (
    Address,
    Answer,
    ContactPoint,
    Identifier,
    Kind,
    Organization,
    Patient,
    PatientName,
    Place,
    Status,
)
from fairway.people.rules import (
    AddressFacts,
    Birth,
    Candidate,
    ContactFacts,
    PatientFacts,
    birth_agreement,
    contact_key,
    household_key,
    zip_key,
)

FIELDS: dict[type[models.Model], list[str]] = {
    Patient: [
        *("id", "public_id", "program", *COLUMNS, "access_needs", "safe_to_contact"),
        "recorded_at",
    ],
    Identifier: ["program", "patient", "system", "value", "recorded_at"],
    PatientName: ["patient", "use", "family", "given", "reported_by", "recorded_at"],
    Answer: [
        *("patient", "kind", "status", "system", "code", "text"),
        *("reported_by", "source_ref", "recorded_at", "superseded_at"),
    ],
    ContactPoint: [
        *("patient", "system", "value", "value_key", "use", "rank", "safe_to_call"),
        *("safe_to_leave_message", "safe_hours", "source_ref", "reported_by", "recorded_at"),
    ],
    Address: [
        *("patient", "lines", "city", "state", "postal_code", "use"),
        *("place", "source_ref", "reported_by", "recorded_at"),
    ],
}
NOT_ASKED = ContactPoint.Safe.NOT_ASKED.value
SYSTEMS = set(ContactPoint.System.values)
# The largest PositiveSmallIntegerField; FHIR sets no bound to a rank.
LAST_RANK = 32767


@dataclass
class Changes:
    """What one batch will write, of one program, said by one reporter at one time."""

    program: Organization
    site: Organization | None
    reported_by: str
    at: datetime
    places: dict[str, int] = field(default_factory=dict)
    rows: dict[type[models.Model], list[tuple[Any, ...]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    superseded: list[int] = field(default_factory=list)
    ended: dict[type[models.Model], list[int]] = field(default_factory=lambda: defaultdict(list))
    again: list[tuple[type[models.Model], int, str]] = field(default_factory=list)
    columns: list[tuple[int, dict[str, Any]]] = field(default_factory=list)

    def look_up_places(self, facts: Iterable[PatientFacts]) -> None:
        """The places of all ZIP codes of the batch, in one query."""
        zips = {zip_key(home.postal_code) for said in facts for home in said.addresses} - {""}
        self.places = dict(Place.objects.filter(zip__in=zips).values_list("zip", "id"))

    def register(
        self, pk: int, facts: PatientFacts, candidate: Candidate, owned: Set[tuple[str, str]]
    ) -> Person:
        """A new person. `owned` are those of her identifiers that someone has already."""
        person = Person(id=pk, columns=dict(NOTHING_KNOWN), candidate=candidate)
        self._add_all(person, facts, owned=owned)
        columns = columns_of(person, facts, site=self.site)
        line = [columns[name] for name in COLUMNS]
        self.rows[Patient].append((pk, new_id(), self.program.pk, *line, "", "", self.at))
        return person

    def update(
        self, person: Person, facts: PatientFacts, candidate: Candidate, owned: Set[tuple[str, str]]
    ) -> tuple[bool, bool]:
        """A person we know: (something changed, a second birth date came up)."""
        conflicts = self._birth_conflict(person, facts, candidate)
        changed = self._add_all(person, facts, owned=owned) or conflicts
        columns = columns_of(person, facts, site=self.site)
        new = {name: value for name, value in columns.items() if value != person.columns[name]}
        if new:
            self.columns.append((person.id, new))
        person.candidate.take(candidate)
        return changed or bool(new), conflicts

    def flush(self) -> None:
        """Write it all. Patients first: the other rows point at them."""
        for model, fields in FIELDS.items():
            if self.rows[model]:
                bulk.insert(model, fields, self.rows[model])
        Answer.objects.filter(pk__in=self.superseded).update(superseded_at=self.at)
        for model, ids in self.ended.items():
            model._default_manager.filter(pk__in=ids).update(ended_at=self.at)
        for model, pk, source in self.again:
            model._default_manager.filter(pk=pk).update(ended_at=None, source_ref=source)
        for pk, columns in self.columns:
            Patient.objects.filter(pk=pk).update(**columns)

    def _add_all(self, person: Person, facts: PatientFacts, *, owned: Set[tuple[str, str]]) -> bool:
        new = set(facts.identifiers) - owned
        self.rows[Identifier] += [
            (self.program.pk, person.id, system, value, self.at) for system, value in sorted(new)
        ]
        return any(
            [
                bool(new),
                self._add_names(person, facts),
                self._add_answers(person, facts),
                self._add_contacts(person, facts),
                self._add_addresses(person, facts),
            ]
        )

    def _add_names(self, person: Person, facts: PatientFacts) -> bool:
        known = {(name.use, name.family, name.given) for name in person.names}
        changed = False
        for said in facts.names:
            name = (fit(said.use, 10), fit(said.family, 120), fit(said.given, 120))
            if name in known or not (name[1] or name[2]):
                continue
            known.add(name)
            person.names.append(NameRow(*name, self.reported_by, self.at))
            self.rows[PatientName].append((person.id, *name, self.reported_by, self.at))
            changed = True
        return changed

    def _add_answers(self, person: Person, facts: PatientFacts) -> bool:
        said: dict[str, list[tuple[str, str, str, str]]] = {}
        for one in facts.answers:
            value = (one.status, fit(one.system, 200), fit(one.code, 60), fit(one.text, 200))
            if value[0] == Status.KNOWN and not (value[2] or value[3]):
                value = (Status.UNKNOWN.value, *value[1:])
            said.setdefault(one.kind, []).append(value)
        if facts.sex and facts.sex != Patient.Sex.UNKNOWN:
            said[Kind.SEX] = [(Status.KNOWN.value, "", facts.sex, "")]
        source = fit(facts.source_ref, 200)
        changed = False
        for kind, values in said.items():
            changed |= self._replace(person, kind, values, source)
        return changed

    def _replace(
        self, person: Person, kind: str, said: list[tuple[str, str, str, str]], source: str
    ) -> bool:
        """An answer of the same reporter and source replaces his earlier one; all others stay."""
        values = dict.fromkeys(said)
        whose = (kind, self.reported_by, source)
        old = [a for a in person.answers if (a.kind, a.reported_by, a.source_ref) == whose]
        if old:
            if {a.value for a in old} == values.keys():
                return False
            self.superseded += [answer.id for answer in old]
            person.answers = [answer for answer in person.answers if answer not in old]
        for value in values:
            self._answer(person, kind, value, source)
        return True

    def _answer(
        self, person: Person, kind: str, value: tuple[str, str, str, str], source_ref: str
    ) -> None:
        person.answers.append(
            AnswerRow(0, kind, *value, self.reported_by, source_ref, None, self.at)
        )
        self.rows[Answer].append(
            (person.id, kind, *value, self.reported_by, source_ref, self.at, None)
        )

    def _birth_conflict(self, person: Person, facts: PatientFacts, candidate: Candidate) -> bool:
        """The first date stays; both become answers, and wait for a person to choose. Once a date."""
        if birth_agreement(person.candidate, candidate) not in (Birth.NEAR, Birth.DIFFERS):
            return False
        dates = [a.text for a in person.answers if a.kind == Kind.BIRTH_DATE]
        first, other = person.columns["birth_date"], facts.birth_date
        if str(other) in dates:
            return False
        known = Status.KNOWN.value
        if str(first) not in dates:
            precision = person.columns["birth_precision"]
            self._answer(person, Kind.BIRTH_DATE, (known, "", precision, str(first)), "")
        value = (known, "", facts.birth_precision, str(other))
        self._answer(person, Kind.BIRTH_DATE, value, fit(facts.source_ref, 200))
        return True

    def _add_contacts(self, person: Person, facts: PatientFacts) -> bool:
        said: dict[tuple[str, str], ContactFacts] = {}
        for point in facts.contact_points:
            system = point.system if point.system in SYSTEMS else "other"
            if key := contact_key(system, point.value) or fit(point.value, 254):
                said.setdefault((system, key), point)
        source = fit(facts.source_ref, 200)
        for system, key in said.keys() - person.contacts.keys():
            point = said[system, key]
            row = (system, fit(point.value, 254), contact_key(system, point.value))
            how = (fit(point.use, 10), min(point.rank, LAST_RANK), NOT_ASKED, NOT_ASKED, "")
            self.rows[ContactPoint].append(
                (person.id, *row, *how, source, self.reported_by, self.at)
            )
        return self._keep_up(ContactPoint, person.contacts, said, source)

    def _add_addresses(self, person: Person, facts: PatientFacts) -> bool:
        said: dict[tuple[str, str], AddressFacts] = {}
        for home in facts.addresses:
            if any(parts := _address_parts(home)):
                said.setdefault(("address", "|".join(parts)), home)
        source = fit(facts.source_ref, 200)
        new = [key for key in said if key not in person.addresses]
        for key in new:
            home = said[key]
            place = self.places.get(zip_key(home.postal_code))
            row = (*_address_parts(home), fit(home.use, 10), place, source, self.reported_by)
            self.rows[Address].append((person.id, *row, self.at))
        changed = self._keep_up(Address, person.addresses, said, source)
        for key in new:
            lines, _, _, postal = _address_parts(said[key])
            household = household_key(lines, postal)
            person.addresses[key] = ReachRow(
                0, key, source, self.reported_by, None, said[key].use, household
            )
        return changed

    def _keep_up(
        self,
        model: type[models.Model],
        known: dict[tuple[str, str], ReachRow],
        said: Mapping[tuple[str, str], object],
        source: str,
    ) -> bool:
        """What this source no longer says ends; what anyone says again comes back. Silence on all says nothing."""
        if not said:
            return False
        changed = not said.keys() <= known.keys()
        for row in known.values():
            is_mine = (row.reported_by, row.source_ref) == (self.reported_by, source)
            if row.ended_at is None and is_mine and row.key not in said:
                row.ended_at, changed = self.at, True
                self.ended[model].append(row.id)
            elif row.ended_at is not None and row.key in said:
                row.ended_at, changed = None, True
                self.again.append((model, row.id, source))
        return changed


def _address_parts(home: AddressFacts) -> tuple[str, str, str, str]:
    postal = zip_key(home.postal_code) or home.postal_code
    return fit(home.lines, 250), fit(home.city, 100), fit(home.state, 40), fit(postal, 12)
