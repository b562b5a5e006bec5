"""Everything of one submission, for its page; and what whoever sent it may see of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from fairway.people.models import Staff
from fairway.people.queries import NotVisible
from fairway.plan.documents.actions.withdraw import with_attachments
from fairway.plan.documents.models import Document, Passage, Redaction
from fairway.plan.goals.queries import tags_of
from fairway.plan.intake.actions.posts import tags_in_force
from fairway.plan.intake.models import Campaign, Deadline, Hold, Submission, SubmissionStep
from fairway.plan.intake.rules import PARTS, missing_parts, receipt_number, token_digest
from fairway.plan.intake.rules.moves import choices


@dataclass(frozen=True)
class Paper:
    """The document itself or one of its attachments, with its passages."""

    document: Document
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class SubmissionPage:
    """One submission: its papers, holds, redactions, tags by whose word, steps, copies, campaign."""

    submission: Submission
    number: str
    papers: tuple[Paper, ...]
    holds: tuple[Hold, ...]
    redactions: tuple[Redaction, ...]
    tags: dict[str, list[str]]
    steps: tuple[SubmissionStep, ...]
    repeats: int
    first: Submission | None
    missing: tuple[str, ...]
    choices: tuple[str, ...]
    hashtags: dict[str, bool]


def submission_for(staff: Staff | None, public_id: UUID) -> Submission:
    """One by the id of its page. Raises NotVisible, the same for a stranger's as for none."""
    rows = Submission.objects.visible_to(staff).select_related(
        "program", "document", "deadline", "stakeholder", "campaign", "meeting", "same_as"
    )
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotVisible("There is no submission {id} among those that you may see.", id=public_id)
    return found


def page(staff: Staff, public_id: UUID) -> SubmissionPage:
    """The page of one submission. Raises NotVisible."""
    one = submission_for(staff, public_id)
    documents = list(Document.objects.filter(pk__in=with_attachments(one.document)).order_by("pk"))
    passages = list(Passage.objects.filter(document__in=documents).order_by("document_id", "ordinal"))  # fmt: skip
    papers = tuple(
        Paper(document, tuple(p for p in passages if p.document_id == document.pk))
        for document in documents
    )
    said = {p.part: p.text for p in passages if p.document_id == one.document_id}
    asked = one.channel == Submission.Channel.FORM and one.state != Submission.State.WITHDRAWN
    redactions = Redaction.objects.filter(passage__in=passages, undone_at__isnull=True)
    first = one.same_as or one
    return SubmissionPage(
        submission=one,
        number=receipt_number(one.public_id),
        papers=papers,
        holds=tuple(one.holds.select_related("passage").order_by("decided_at", "pk")),
        redactions=tuple(redactions.select_related("passage").order_by("pk")),
        tags=tags_of(submission_ids=[one.pk]).get(("submission", one.pk), {}),
        steps=tuple(one.steps.order_by("-moved_at", "-pk")),
        repeats=first.repeats.standing().exclude(pk=one.pk).count() + (one.same_as_id is not None),
        first=one.same_as,
        missing=missing_parts({part: said.get(part, "") for part in PARTS}) if asked else (),
        choices=tuple(str(state) for state in choices(one.state)),
        hashtags=tags_in_force(one),
    )


def hold_for(staff: Staff, public_id: UUID) -> Hold:
    """One hold of a submission that she may see. Raises NotVisible."""
    found = Hold.objects.filter(
        public_id=public_id, submission__in=Submission.objects.visible_to(staff)
    ).first()
    if found is None:
        raise NotVisible("There is no hold {id} among those that you may see.", id=public_id)
    return found


def passage_of(submission: Submission, public_id: UUID) -> Passage:
    """A passage of a submission or of what came with it. Raises NotVisible."""
    found = Passage.objects.filter(
        public_id=public_id, document__in=with_attachments(submission.document)
    ).first()
    if found is None:
        raise NotVisible("There is no passage {id} in this submission.", id=public_id)
    return found


def deadline_rows(staff: Staff) -> QuerySet[Deadline]:
    """Every version of every deadline of her program, the latest first."""
    rows = Deadline.objects.filter(program=staff.program_id).select_related("program")
    return rows.order_by("key", "-version")


def deadline_with(staff: Staff, public_id: UUID) -> Deadline:
    """One deadline. Raises NotVisible."""
    found = deadline_rows(staff).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible("There is no deadline {id} among those that you may see.", id=public_id)
    return found


@dataclass(frozen=True)
class CampaignPage:
    """A campaign with its letters, the most like the medoid first; each with what its writer added."""

    campaign: Campaign
    letters: tuple[Submission, ...]
    own_words: dict[int, str]
    total: int


def campaign_page(staff: Staff, public_id: UUID, *, limit: int = 200) -> CampaignPage:
    """The page of a campaign. Raises NotVisible."""
    found = Campaign.objects.filter(program=staff.program_id, public_id=public_id).first()
    letters = Submission.objects.visible_to(staff).standing().filter(campaign=found)
    if found is None or not letters.exists():
        raise NotVisible("There is no campaign {id} among those that you may see.", id=public_id)
    shown = list(letters.select_related("document", "stakeholder").order_by("-similarity", "pk")[:limit])  # fmt: skip
    others = [one.document_id for one in shown if one.pk != found.medoid_id]
    own: dict[int, str] = {}
    said = Passage.objects.filter(document__in=others).said().exclude(text="")
    for document, text in said.order_by("document_id", "ordinal").values_list("document_id", "text"):  # fmt: skip
        own[document] = f"{own.get(document, '')} {text}".strip()
    by_letter = {one.pk: own[one.document_id] for one in shown if one.document_id in own}
    return CampaignPage(found, tuple(shown), by_letter, letters.count())


@dataclass(frozen=True)
class Standing:
    """What whoever sent it may see: where it stands, how it was classed, its steps, its goals. Never its words.

    `holds_open`: a person looks at it before anything is published. `submission_id` is for whoever asks the packages
    above what became of it.
    """

    submission_id: int
    public_id: UUID
    number: str
    submission: Submission
    steps: tuple[SubmissionStep, ...]
    tags: dict[str, list[str]]
    deadline: Deadline | None
    holds_open: bool
    is_withdrawn: bool


def status_of(token: str) -> Standing | None:
    """By the token of the receipt; None for a token that is none (STK-5, STK-24)."""
    one = (
        Submission.objects.filter(token_digest=token_digest(token))
        .select_related("deadline", "program")
        .first()
    )
    if one is None:
        return None
    return Standing(
        submission_id=one.pk,
        public_id=one.public_id,
        number=receipt_number(one.public_id),
        submission=one,
        steps=tuple(one.steps.order_by("moved_at", "pk")),
        tags=tags_of(submission_ids=[one.pk]).get(("submission", one.pk), {}),
        deadline=one.deadline,
        holds_open=one.holds.filter(decided_at__isnull=True).exists(),
        is_withdrawn=one.state == Submission.State.WITHDRAWN,
    )
