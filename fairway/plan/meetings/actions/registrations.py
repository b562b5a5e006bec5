"""Coming to a meeting: registering with what one needs, and taking it back. The token is told once and kept as a digest."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.plan.documents.rules import tidy
from fairway.plan.meetings.models import Meeting, Registration


class NotOpen(FairwayError):
    """The meeting takes no registrations, or is over."""


@dataclass(frozen=True, slots=True)
class RegistrationFacts:
    """What someone says of herself. Only the name is needed: who has no e-mail gives a phone number, or neither."""

    name: str
    email: str = ""
    phone: str = ""
    affiliation: str = ""
    attendance: str = "online"
    accommodation: str = ""
    wants_to_comment: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Registered:
    """The registration, and the token by which she may take it back; it cannot be told again."""

    registration: Registration
    token: str


@transaction.atomic
def register(*, meeting: Meeting, facts: RegistrationFacts, by: str, at: datetime) -> Registered:
    """Register someone, with the accommodation she asks for (STK-25). Raises NotOpen."""
    on = at.astimezone(ZoneInfo(meeting.time_zone)).date()
    if not meeting.takes_registrations or on > meeting.ends_on:
        raise NotOpen(
            "Meeting {meeting} takes no registrations now. Ask the organizer by phone or mail.",
            meeting=meeting.public_id,
        )
    token = secrets.token_urlsafe(24)
    made = Registration.objects.create(
        meeting=meeting,
        name=tidy(facts.name)[:120],
        email=facts.email.strip(),
        phone=tidy(facts.phone)[:30],
        affiliation=tidy(facts.affiliation)[:200],
        attendance=facts.attendance,
        accommodation=facts.accommodation.strip()[:2000],
        wants_to_comment=facts.wants_to_comment,
        language=facts.language[:20],
        token_digest=_digest(token),
        registered_at=at,
    )
    audit.record(
        "registration.made", about=made, by=by, at=at, program_id=meeting.series.program_id,
        asks_for_accommodation=bool(made.accommodation),
    )  # fmt: skip
    return Registered(made, token)


@transaction.atomic
def withdraw_registration(*, token: str, by: str, at: datetime) -> Registration | None:
    """Take a registration back: what she told of herself is erased. None where the token opens nothing."""
    found = Registration.objects.select_for_update().filter(token_digest=_digest(token)).first()
    if found is None:
        return None
    if found.withdrawn_at is None:
        found.name, found.withdrawn_at = "", at
        found.email = found.phone = found.affiliation = found.accommodation = ""
        found.save()
        audit.record(
            "registration.withdrawn", about=found, by=by, at=at,
            program_id=found.meeting.series.program_id,
        )  # fmt: skip
    return found


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
