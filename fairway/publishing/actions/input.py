"""What the public site hands to the plan: a comment, a registration, and taking either back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairway.plan.intake.actions import FormInput, receive
from fairway.plan.intake.rules import receipt_number
from fairway.plan.meetings.actions import (
    NotOpen,
    Registered,
    RegistrationFacts,
    register,
    withdraw_registration,
)
from fairway.plan.meetings.models import Meeting
from fairway.publishing.models import Site
from fairway.publishing.queries.meetings import announced

__all__ = [
    "FormInput",
    "NotOpen",
    "Receipt",
    "Registered",
    "RegistrationFacts",
    "take_back_registration",
    "take_comment",
    "take_registration",
]

BY = "system:public-site"


@dataclass(frozen=True)
class Receipt:
    """What she is given: a number to name it by, and the token of the page that says what becomes of it.

    `token` is empty where the same form had come before: a token is told once.
    """

    number: str
    token: str


def take_comment(
    *, site: Site, form: FormInput, form_key: UUID, at: datetime, meeting: UUID | None = None
) -> Receipt:
    """Take a comment in (STK-3, STK-5). The same form sent twice is one comment."""
    received = receive(
        program=site.program,
        channel="form",
        form=form,
        key=f"form:{form_key}",
        meeting=announced(site, meeting) if meeting else None,
        received_at=at,
        by=BY,
        at=at,
    )
    return Receipt(receipt_number(received.submission.public_id), received.token)


def take_registration(
    *, site: Site, meeting: UUID, facts: RegistrationFacts, at: datetime
) -> Registered:
    """Register someone for an announced meeting, with what she needs to take part (STK-25). Raises NotOpen."""
    found: Meeting | None = announced(site, meeting)
    if found is None:
        raise NotOpen(
            "Meeting {meeting} is not announced. Look at the list of meetings.", meeting=meeting
        )
    return register(meeting=found, facts=facts, by=BY, at=at)


def take_back_registration(*, token: str, at: datetime) -> bool:
    """Erase what someone told when she registered. False where the token opens nothing."""
    return withdraw_registration(token=token, by=BY, at=at) is not None
