"""Writes about people. Keyword-only; `by` and `at` come from outside."""

from fairway.people.actions.agreements import (
    add_caregiver,
    record_consent,
    revoke_caregiver,
)
from fairway.people.actions.coverages import record_coverages
from fairway.people.actions.entries import (
    BadEntry,
    add_contact_point,
    choose_birth_date,
    record_look,
    register_by_hand,
    set_access,
    set_answer,
    set_contact_rules,
)
from fairway.people.actions.identity import (
    AlreadyDecided,
    CannotMerge,
    decide_different,
    merge,
    undo_merge,
)
from fairway.people.actions.places import NoPlaces, load_places
from fairway.people.actions.programs import (
    AlreadySetUp,
    NoIntakeOwner,
    NoSuchPost,
    StaffFacts,
    add_staff,
    choose_intake_owner,
    owner_for,
    set_up_program,
)
from fairway.people.actions.register import Registered, register_patients

__all__ = [
    "AlreadyDecided",
    "AlreadySetUp",
    "BadEntry",
    "CannotMerge",
    "NoIntakeOwner",
    "NoPlaces",
    "NoSuchPost",
    "Registered",
    "StaffFacts",
    "add_caregiver",
    "add_contact_point",
    "add_staff",
    "choose_birth_date",
    "choose_intake_owner",
    "decide_different",
    "load_places",
    "merge",
    "owner_for",
    "record_consent",
    "record_coverages",
    "record_look",
    "register_by_hand",
    "register_patients",
    "revoke_caregiver",
    "set_access",
    "set_answer",
    "set_contact_rules",
    "set_up_program",
    "undo_merge",
]
