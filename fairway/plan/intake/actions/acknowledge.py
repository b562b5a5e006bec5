"""Telling whoever wrote that it arrived. The words are prepared here; a person sends them (STK-5, STK-23)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fairway.base import audit
from fairway.base.definitions import Text
from fairway.plan.documents.models import Passage
from fairway.plan.intake.definitions import acknowledgments
from fairway.plan.intake.models import Submission
from fairway.plan.intake.rules import PARTS, missing_parts, receipt_number, token_digest
from fairway.plan.intake.rules.moves import MoveRefused


@dataclass(frozen=True)
class Acknowledgment:
    """A letter or a mail, ready to be sent by a person. `to` is empty where no address is known."""

    to: str
    subject: str
    text: str
    language: str


@transaction.atomic
def prepare_acknowledgment(
    *, submission: Submission, link: Callable[[str], str], received: str, by: str, at: datetime
) -> Acknowledgment:
    """The words in her language, with a new address of her status page; an address given before stops working.

    `link` makes the address from a token; `received` is the day in words. Without a known language, both of ours.
    Raises MoveRefused for one that was withdrawn.
    """
    if submission.state == Submission.State.WITHDRAWN:
        raise MoveRefused(
            "Submission {submission} was withdrawn; there is nobody to answer.",
            submission=submission.public_id,
        )
    token = secrets.token_urlsafe(24)
    Submission.objects.filter(pk=submission.pk).update(token_digest=token_digest(token))
    audit.record(
        "submission.acknowledgment-prepared", about=submission, by=by, at=at,
        program_id=submission.program_id,
    )  # fmt: skip
    known = submission.language[:2]
    languages = [known] if known in ("en", "es") else ["en", "es"]
    facts = {
        "number": receipt_number(submission.public_id),
        "received": received,
        "deadline": submission.deadline.label if submission.deadline else "",
        "link": link(token),
    }
    said = acknowledgments()
    texts = [_letter(submission, facts, language) for language in languages]
    subject = " / ".join(said.subject.in_language(one).format(**facts) for one in languages)
    return Acknowledgment(submission.email, subject, "\n\n---\n\n".join(texts), "+".join(languages))


@transaction.atomic
def acknowledge(*, submission: Submission, by: str, at: datetime) -> Submission:
    """A person sent the acknowledgment. The state changes only where nothing else happened yet; twice is once."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.acknowledged_at is not None:
        return submission
    submission.acknowledged_at, submission.acknowledged_by = at, by
    submission.save(update_fields=["acknowledged_at", "acknowledged_by"])
    audit.record(
        "submission.acknowledged", about=submission, by=by, at=at, program_id=submission.program_id
    )
    return submission


def _letter(submission: Submission, facts: dict[str, str], language: str) -> str:
    said = acknowledgments()
    classed: dict[str, Text] = {
        "this-report": said.this_report,
        "future-reports": said.future_reports,
        "no-deadline": said.no_deadline,
    }
    parts = [said.opening, classed[submission.deadline_class]]
    missing = ", ".join(said.parts[part].in_language(language) for part in _missing(submission))
    if missing:
        parts.append(said.missing)
    parts += [said.follow, said.closing]
    return "\n\n".join(one.in_language(language).format(missing=missing, **facts) for one in parts)


def _missing(submission: Submission) -> tuple[str, ...]:
    """What the form would have asked. A letter in one piece answers in its own order, and is not asked again."""
    rows = Passage.objects.filter(document=submission.document, part__in=PARTS)
    said = dict.fromkeys(rows.values_list("part", flat=True), "said")
    return missing_parts(said) if said else ()
