"""Reads over people."""

from fairway.people.models import Staff
from fairway.people.queries.access import (
    NotVisible,
    check_visible,
    demo_people,
    is_care_team,
    patient_for,
    program_of,
    sites_of,
    staff_of,
)
from fairway.people.queries.header import Header, PlaceNow, Reach, header_of
from fairway.people.queries.identity import (
    BirthDates,
    birth_date_queue,
    find_by_identifier,
    identity_queue,
    same_person_groups,
    same_person_ids,
)
from fairway.people.queries.looks import Look, who_looked
from fairway.people.queries.search import search

__all__ = [
    "BirthDates",
    "Header",
    "Look",
    "NotVisible",
    "PlaceNow",
    "Reach",
    "Staff",
    "birth_date_queue",
    "check_visible",
    "demo_people",
    "find_by_identifier",
    "header_of",
    "identity_queue",
    "is_care_team",
    "patient_for",
    "program_of",
    "same_person_groups",
    "same_person_ids",
    "search",
    "sites_of",
    "staff_of",
    "who_looked",
]
