"""What is already known of the people a batch may be about: read in a few queries, compared in memory."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any

import msgspec
from django.db import connection, models
from django.db.models import Count

from fairway.people.models import (
    Address,
    Answer,
    ContactPoint,
    Identifier,
    Kind,
    Organization,
    Patient,
    PatientName,
)
from fairway.people.rules import (
    Candidate,
    PatientFacts,
    address_key,
    contact_key,
    fold,
    household_key,
)

# A number that more people than this share (a clinic, a shelter) says nothing about who one is.
TOO_MANY = 50
COLUMNS = [
    "family", "given", "family_key", "given_key", "birth_date", "birth_precision", "sex", "language", "interpreter",
    "household", "deceased_on", "site_id",
]  # fmt: skip
PHONES = ("phone", "sms")
# CROSS JOIN keeps the order on SQLite, which would otherwise begin with every patient of the program.
NEAR_BY_PHONE = """
    SELECT c.value_key, p.id FROM people_contactpoint c CROSS JOIN people_patient p
    WHERE c.value_key IN ({phones}) AND p.id = c.patient_id AND p.program_id = %s AND (
        p.birth_date IN ({births}) OR (c.value_key, p.family_key) IN (VALUES {called})
        OR EXISTS (SELECT 1 FROM people_patientname n WHERE n.patient_id = p.id AND n.family <> p.family)
    )"""


class NameRow(msgspec.Struct, gc=False):
    """A PatientName."""

    use: str
    family: str
    given: str
    reported_by: str
    recorded_at: datetime


class AnswerRow(msgspec.Struct, gc=False):
    """An Answer; `id` is 0 until it is written."""

    id: int
    kind: str
    status: str
    system: str
    code: str
    text: str
    reported_by: str
    source_ref: str
    asserted_on: date | None
    recorded_at: datetime
    superseded_at: datetime | None = None

    @property
    def value(self) -> tuple[str, str, str, str]:
        """What was said, without who and when."""
        return self.status, self.system, self.code, self.text


class ReachRow(msgspec.Struct, gc=False):
    """A ContactPoint or an Address, by its key; `use` and `household` matter to addresses."""

    id: int
    key: tuple[str, str]
    source_ref: str
    reported_by: str
    ended_at: datetime | None
    use: str = ""
    household: str = ""


@dataclass(slots=True)
class Person:
    """One patient row with all that hangs on it, or an empty one about to be written."""

    id: int
    columns: dict[str, Any]
    candidate: Candidate
    merged_into: int | None = None
    names: list[NameRow] = field(default_factory=list)
    answers: list[AnswerRow] = field(default_factory=list)
    contacts: dict[tuple[str, str], ReachRow] = field(default_factory=dict)
    addresses: dict[tuple[str, str], ReachRow] = field(default_factory=dict)


def fit(text: str, size: int) -> str:
    """What a column can hold: PostgreSQL takes no NUL, and the received bytes are kept whole elsewhere."""
    return text if len(text) <= size and "\0" not in text else text.replace("\0", "")[:size]


def candidate_of(facts: PatientFacts) -> Candidate:
    """The keys of what a source says."""
    keys = [
        (point.system, contact_key(point.system, point.value)) for point in facts.contact_points
    ]
    return Candidate(
        identifiers=set(facts.identifiers),
        families={key for name in facts.names if (key := fold(name.family))},
        givens={key for name in facts.names if (key := fold(name.given))},
        birth_date=facts.birth_date,
        birth_precision=facts.birth_precision,
        phones={key for system, key in keys if key and system in PHONES},
        emails={key for system, key in keys if key and system == "email"},
        addresses={
            key for home in facts.addresses if (key := address_key(home.lines, home.postal_code))
        },
    )


class Directory:
    """People of one program, found by identifier, by birth date with family name, or by telephone."""

    def __init__(self, program: Organization, candidates: Sequence[Candidate]) -> None:
        self.by_identifier: dict[tuple[str, str], Person] = {}
        self._by_birth: dict[tuple[date, str], list[Person]] = defaultdict(list)
        self._by_phone: dict[str, list[Person]] = defaultdict(list)
        ids = _ids_by_identifier(program, candidates)
        ids |= _ids_by_birth(program, candidates) | _ids_by_phone(program, candidates)
        for person in _people(sorted(ids)):
            self.add(person)

    def add(self, person: Person) -> None:
        """Make a person findable by what is known of her."""
        candidate = person.candidate
        for identifier in candidate.identifiers:
            self.by_identifier.setdefault(identifier, person)
        if candidate.birth_date:
            for family in candidate.families:
                self._by_birth[candidate.birth_date, family].append(person)
        for phone in candidate.phones:
            self._by_phone[phone].append(person)

    def near(self, candidate: Candidate) -> list[Person]:
        """People worth comparing: they share two of birth date, family name and telephone. In order of id."""
        found: dict[int, Person] = {}
        for phone in candidate.phones:
            sharing = self._by_phone.get(phone, [])
            if len(sharing) <= TOO_MANY:
                found |= {one.id: one for one in sharing if _is_near(one.candidate, candidate)}
        if candidate.birth_date:
            for family in candidate.families:
                for person in self._by_birth.get((candidate.birth_date, family), []):
                    found[person.id] = person
        return [found[key] for key in sorted(found)] if found else []


def _is_near(one: Candidate, other: Candidate) -> bool:
    """No line of the table joins two people by a telephone alone: a birth date or a family name must agree."""
    same_birth = one.birth_date is not None and one.birth_date == other.birth_date
    return same_birth or not one.families.isdisjoint(other.families)


def _ids_by_identifier(program: Organization, candidates: Sequence[Candidate]) -> set[int]:
    pairs = {pair for candidate in candidates for pair in candidate.identifiers}
    return _ids("patient_id", Identifier, ("system", "value"), program, pairs)


def _ids_by_birth(program: Organization, candidates: Sequence[Candidate]) -> set[int]:
    adapt = connection.ops.adapt_datefield_value
    pairs = {
        (adapt(c.birth_date), family) for c in candidates if c.birth_date for family in c.families
    }
    return _ids("id", Patient, ("birth_date", "family_key"), program, pairs)


def _ids(
    wanted: str,
    model: type[models.Model],
    columns: tuple[str, str],
    program: Organization,
    pairs: set[tuple[Any, str]],
) -> set[int]:
    """Rows of a program with one of the pairs. Django has no list of pairs on SQLite, and is slow at long lists."""
    if not pairs:
        return set()
    marks = ", ".join(["(%s, %s)"] * len(pairs))
    where = f"program_id = %s AND ({', '.join(columns)}) IN (VALUES {marks})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {wanted} FROM {model._meta.db_table} WHERE {where}",  # noqa: S608 - our own words
            [program.pk, *(value for pair in pairs for value in pair)],
        )
        return {row[0] for row in cursor.fetchall()}


def _ids_by_phone(program: Organization, candidates: Sequence[Candidate]) -> set[int]:
    """Those who may be near a candidate with the same telephone. Others are not read: many share one by chance."""
    phones = [phone for one in candidates for phone in one.phones]
    adapt = connection.ops.adapt_datefield_value
    births = [adapt(one.birth_date) for one in candidates if one.phones and one.birth_date]
    called = [(phone, family) for c in candidates for phone in c.phones for family in c.families]
    if not phones:
        return set()
    statement = NEAR_BY_PHONE.format(
        phones=", ".join(["%s"] * len(phones)),
        births=", ".join(["NULL", *["%s"] * len(births)]),
        called=", ".join(["(NULL, NULL)", *["(%s, %s)"] * len(called)]),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*phones, program.pk, *births, *chain.from_iterable(called)])
        found = cursor.fetchall()
    numbers = ContactPoint.objects.filter(value_key__among={phone for phone, _ in found})
    sharing = numbers.values("value_key").alias(people=Count("patient", distinct=True))
    crowded = set(sharing.filter(people__gt=TOO_MANY).values_list("value_key", flat=True))
    return {patient for phone, patient in found if phone not in crowded}


def _people(ids: Sequence[int]) -> Iterable[Person]:
    if not ids:
        return []
    rows = Patient.objects.filter(pk__among=ids).order_by("pk")
    people = {
        row["id"]: Person(
            id=row["id"],
            columns={name: row[name] for name in COLUMNS},
            candidate=Candidate(
                families={row["family_key"]} - {""},
                givens={row["given_key"]} - {""},
                birth_date=row["birth_date"],
                birth_precision=row["birth_precision"],
            ),
            merged_into=row["merged_into_id"],
        )
        for row in rows.values("id", "merged_into_id", *COLUMNS)
    }
    _add_identifiers_and_names(people)
    for patient, row in answers_of(people):
        people[patient].answers.append(row)
    _add_reach(people)
    return people.values()


def _add_identifiers_and_names(people: dict[int, Person]) -> None:
    for patient, system, value in Identifier.objects.filter(patient__among=people).values_list(
        "patient_id", "system", "value"
    ):
        people[patient].candidate.identifiers.add((system, value))
    names = PatientName.objects.filter(patient__among=people).order_by("pk")
    fields = ("patient_id", "use", "family", "given", "reported_by", "recorded_at")
    for patient, *rest in names.values_list(*fields):
        name = NameRow(*rest)
        person = people[patient]
        person.names.append(name)
        person.candidate.families |= {fold(name.family)} - {""}
        person.candidate.givens |= {fold(name.given)} - {""}


def answers_of(patients: Iterable[int]) -> Iterator[tuple[int, AnswerRow]]:
    """Every answer that stands, and every birth date ever given (a rejected one is not asked about again)."""
    rows = Answer.objects.filter(patient__among=patients).order_by("pk")
    fields = AnswerRow.__struct_fields__
    for patient, *rest in rows.values_list("patient_id", *fields):
        row = AnswerRow(*rest)
        if row.superseded_at is None or row.kind == Kind.BIRTH_DATE:
            yield patient, row


def _add_reach(people: dict[int, Person]) -> None:
    shared = ("id", "patient_id", "source_ref", "reported_by", "ended_at", "use")
    points = ContactPoint.objects.filter(patient__among=people).order_by("pk")
    for pk, patient, source, by, ended, use, system, value, key in points.values_list(
        *shared, "system", "value", "value_key"
    ):
        row = ReachRow(pk, (system, key or value), source, by, ended, use)
        people[patient].contacts.setdefault(row.key, row)
        if key and ended is None:
            kept = people[patient].candidate
            (kept.emails if system == "email" else kept.phones).add(key)
    homes = Address.objects.filter(patient__among=people).order_by("pk")
    for pk, patient, source, by, ended, use, *parts in homes.values_list(
        *shared, "lines", "city", "state", "postal_code"
    ):
        home = household_key(parts[0], parts[3])
        row = ReachRow(pk, ("address", "|".join(parts)), source, by, ended, use, home)
        people[patient].addresses.setdefault(row.key, row)
        if ended is None and (place := address_key(parts[0], parts[3])):
            people[patient].candidate.addresses.add(place)
