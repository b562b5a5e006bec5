"""Tables of people: one file for each cluster."""

from fairway.people.models.accounts import Role, Staff, User
from fairway.people.models.answers import Answer, Kind, ReportedBy, Status
from fairway.people.models.contact import Address, Caregiver, Consent, ContactPoint, Coverage, Place
from fairway.people.models.identity import Identifier, IdentityReview, Merge, PatientName
from fairway.people.models.organizations import Organization
from fairway.people.models.patients import Patient

__all__ = [
    "Address",
    "Answer",
    "Caregiver",
    "Consent",
    "ContactPoint",
    "Coverage",
    "Identifier",
    "IdentityReview",
    "Kind",
    "Merge",
    "Organization",
    "Patient",
    "PatientName",
    "Place",
    "ReportedBy",
    "Role",
    "Staff",
    "Status",
    "User",
]
