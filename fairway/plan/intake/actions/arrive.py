"""Taking input in: one submission, by whatever channel, with its document, attachments, steps, holds and receipt."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from fairway.base import audit
from fairway.base.ids import new_id
from fairway.people.models import Organization
from fairway.plan.documents.actions import keep
from fairway.plan.documents.actions.withdraw import with_attachments
from fairway.plan.documents.models import Document
from fairway.plan.documents.read import form as form_reader
from fairway.plan.documents.read import read
from fairway.plan.documents.read.email import address, lightened
from fairway.plan.documents.read.reading import ReadAttachment, Reading
from fairway.plan.documents.rules import MAX_BYTES, Problem
from fairway.plan.goals.actions import tag
from fairway.plan.intake.actions.deadlines import InForce, deadline_for
from fairway.plan.intake.actions.screen import BY as SCREENING
from fairway.plan.intake.actions.screen import screen
from fairway.plan.intake.models import Deadline, Submission, SubmissionStep
from fairway.plan.intake.rules import PARTS, token_digest
from fairway.plan.intake.rules.deadlines import classify
from fairway.plan.intake.rules.words import language_of
from fairway.plan.meetings.models import Meeting
from fairway.plan.stakeholders.models import Alias
from fairway.plan.stakeholders.rules import fold

# An archive in an archive in a mail is opened; deeper ones are kept and not read.
DEEPEST = 3
MOST_ATTACHMENTS = 200
FORM_KEY = "form:"
KINDS: dict[str, str] = {
    "form": Document.Kind.FORM,
    "e-mail": Document.Kind.EMAIL,
    "chat": Document.Kind.CHAT,
    "spreadsheet": Document.Kind.SPREADSHEET,
    "social-post": Document.Kind.SOCIAL_POST,
    "meeting": Document.Kind.TRANSCRIPT,
    "letter": Document.Kind.ATTACHMENT,
}


@dataclass(frozen=True, kw_only=True)
class FormInput:
    """What somebody filled in. Consent None: she was not asked. Everything may be empty but some words (STK-3)."""

    goals: str = ""
    partners: str = ""
    progress: str = ""
    challenges: str = ""
    comment: str = ""
    goal_codes: tuple[str, ...] = ()
    subject: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    affiliation: str = ""
    may_quote: bool | None = None
    may_name: bool | None = None
    accommodation: str = ""
    language: str = ""
    post_url: str = ""
    hashtags: tuple[str, ...] = field(default=())

    @property
    def parts(self) -> dict[str, str]:
        """The words, by the question that they answer."""
        return {part: getattr(self, part) for part in PARTS}


@dataclass(frozen=True)
class Received:
    """A submission, and the token of its status page: shown once, and never again to be had from us.

    The token is empty where the same input had come before.
    """

    submission: Submission
    token: str = ""

    @property
    def is_new(self) -> bool:
        """It had not come before."""
        return bool(self.token)


@transaction.atomic
def receive(
    *,
    program: Organization,
    channel: str,
    received_at: datetime,
    by: str,
    at: datetime,
    content: bytes | None = None,
    form: FormInput | None = None,
    media_type: str = "",
    name: str = "",
    key: str = "",
    deadline: Deadline | None = None,
    in_force: InForce | None = None,
    meeting: Meeting | None = None,
    claims_sent_at: datetime | None = None,
) -> Received:
    """Take one piece of input in: a mail, a file, or what a form sent. The same input twice is one submission.

    `key` names it for good (a form's own id, a row's digest); without one a mail goes by its Message-ID and a file
    by its content. `deadline`: by which it is classed; without it, the one that was open when it came (`in_force`:
    where the caller has read them already). What cannot be read is kept and held for a person; nothing is refused.
    """
    given = form or FormInput()
    left_out: dict[str, int] = {}
    if content is None:
        content = form_reader.packed(given.parts, language=given.language)
        media_type = form_reader.MEDIA_TYPE
        reading = form_reader.read(content)
        key = key or f"{FORM_KEY}{new_id()}"
    else:
        if len(content) > MAX_BYTES:
            content, left_out = lightened(content, limit=MAX_BYTES // 2)
        reading = read(content, media_type=media_type, name=name)
        key = key or _key(reading, content)
    document, is_new = _kept(
        program, KINDS[channel], key, content, media_type, reading, received_at, by, at, given
    )
    if not is_new:
        return Received(document.submission)
    _keep_attachments(document, reading.attachments, left_out, by=by, at=at)
    token = secrets.token_urlsafe(24)
    submission = _make(
        document, channel, given, reading, token, meeting, claims_sent_at or reading.sent_at,
        deadline or deadline_for(program, received_at, in_force=in_force), by, at,
    )  # fmt: skip
    for code in dict.fromkeys(given.goal_codes):
        tag(submission=submission, code=code, origin="submitter", by=by, at=at)
    audit.record(
        "submission.received", about=submission, by=by, at=at, program_id=program.pk,
        channel=channel, deadline_class=submission.deadline_class,
    )  # fmt: skip
    documents = with_attachments(document) if reading.attachments else [document.pk]
    screen(submission=submission, documents=documents)
    _steps(submission, by=by, at=at)
    return Received(submission, token)


def _steps(submission: Submission, *, by: str, at: datetime) -> None:
    """Received, told so where the next page that she sees is her receipt, and screened or held."""
    states = [(Submission.State.RECEIVED, by), (submission.state, SCREENING)]
    if submission.acknowledged_at is not None:
        states.insert(1, (Submission.State.ACKNOWLEDGED, by))
    SubmissionStep.objects.bulk_create(
        [
            SubmissionStep(submission=submission, state=state, moved_by=who, moved_at=at)
            for state, who in states
        ]
    )


def _key(reading: Reading, content: bytes) -> str:
    """A digest, because a Message-ID can carry a name; a withdrawn mail is known again by it and stays out."""
    if reading.message_id:
        return f"mail:{sha256(reading.message_id.encode()).hexdigest()[:40]}"
    return f"file:{sha256(content).hexdigest()[:40]}"


def _kept(
    program: Organization, kind: str, key: str, content: bytes, media_type: str, reading: Reading,
    received_at: datetime, by: str, at: datetime, form: FormInput,
) -> tuple[Document, bool]:  # fmt: skip
    """The document, and whether it is new. Another content under a used Message-ID is another submission.

    What was withdrawn has no digest any more. A file, a row or a mail is known by its key and does not come back by
    being sent again; a form that is sent once more was sent by herself, and counts.
    """
    digest = sha256(content).hexdigest()
    other = f"{key}#{digest[:12]}"
    rows = Document.objects.filter(program=program, key__in=(key, other))
    kept = {one.key: one for one in rows.select_related("submission")}
    is_form = key.startswith(FORM_KEY)
    for one in kept.values():
        if one.digest == digest or (one.withdrawn_at is not None and not is_form):
            return one, False
    free = (name for name in (key, other) if name not in kept)
    made = keep(
        program=program, kind=kind, key=next(free, f"{FORM_KEY}{new_id()}"), content=content, media_type=media_type,
        received_at=received_at, by=by, at=at, language=form.language, reading=reading,
    )  # fmt: skip
    return made, True


def _keep_attachments(
    document: Document,
    attachments: tuple[ReadAttachment, ...],
    left_out: dict[str, int],
    *,
    by: str,
    at: datetime,
    depth: int = 1,
) -> None:
    """Each attachment as a document of its own; what was too large stays as its name and size."""
    for number, one in enumerate(attachments[:MOST_ATTACHMENTS], start=1):
        reading = read(one.content, media_type=one.media_type, name=one.name)
        if one.name in left_out:
            reading = Reading(problem=Problem.TOO_LARGE)
        kept = keep(
            program=document.program, kind=Document.Kind.ATTACHMENT, key=f"{document.key}/{number}"[:300],
            content=one.content, media_type=one.media_type, received_at=document.received_at,
            by=by, at=at, title=one.name, part_of=document, reading=reading,
        )  # fmt: skip
        if one.name in left_out:
            Document.objects.filter(pk=kept.pk).update(byte_count=left_out[one.name])
        if reading.attachments and depth < DEEPEST:
            _keep_attachments(kept, reading.attachments, {}, by=by, at=at, depth=depth + 1)


def _make(
    document: Document, channel: str, form: FormInput, reading: Reading, token: str,
    meeting: Meeting | None, claims_sent_at: datetime | None, deadline: Deadline | None, by: str, at: datetime,
) -> Submission:  # fmt: skip
    sender, mailbox = address(reading.sender)
    affiliation = form.affiliation[:300]
    words = " ".join(one.text for one in reading.passages[:20])
    language = form.language or reading.language or language_of(words)
    return Submission.objects.create(
        program=document.program,
        document=document,
        channel=channel,
        received_at=document.received_at,
        claims_sent_at=claims_sent_at,
        deadline=deadline,
        deadline_class=classify(document.received_at, deadline.closing if deadline else None),
        meeting=meeting,
        subject=(form.subject or reading.title)[:300],
        name=(form.name or sender)[:200],
        email=(form.email or mailbox)[:254],
        phone=form.phone[:30],
        address=form.address[:300],
        affiliation=affiliation,
        stakeholder_id=_stakeholder_id(document.program, affiliation),
        post_url=form.post_url[:500],
        hashtags=list(form.hashtags),
        may_quote=form.may_quote,
        may_name=form.may_name,
        accommodation=form.accommodation,
        language=language[:20],
        token_digest=token_digest(token),
        **({"acknowledged_by": by, "acknowledged_at": at} if channel == "form" else {}),
    )


def _stakeholder_id(program: Organization, affiliation: str) -> int | None:
    """Whom we know by this name. A new name is made a stakeholder by a person, who sees who is meant."""
    key = fold(affiliation)
    found = Alias.objects.filter(program=program, key=key) if key else Alias.objects.none()
    return found.values_list("stakeholder_id", flat=True).first()
