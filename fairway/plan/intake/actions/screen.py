"""Before anything counts: what a person must look at is held, and the same words sent twice are known as such."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fairway.plan.documents.models import Document, Passage
from fairway.plan.documents.rules import Problem
from fairway.plan.intake.models import Hold, Submission
from fairway.plan.intake.rules import screening
from fairway.plan.intake.rules.words import text_digest

BY = "system:screening"
UNSAFE = frozenset({Problem.BOMB, Problem.MACROS})
# Pictures in a signature, calendar entries, cards, signatures of a mail program: nobody meant them as her words.
TRIFLES = ("image/", "text/calendar", "text/vcard", "text/x-vcard", "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")  # fmt: skip


def screen(*, submission: Submission, documents: list[int]) -> list[Hold]:
    """Screen a submission that just came in: its holds, its state, and whether somebody sent the same words before.

    `documents`: its own and its attachments', which are read too, so that "see attached" never stands for what was
    attached. Rules hold; they never remove anything, and nothing becomes spam by itself (STK-6).
    """
    papers = [submission.document]
    if len(documents) > 1:
        papers = list(Document.objects.filter(pk__in=documents).order_by("pk"))
    passages = list(
        Passage.objects.filter(document__in=documents).said().order_by("document_id", "ordinal")
    )
    holds = Hold.objects.bulk_create(_finds(submission, papers, passages))
    submission.text_digest = text_digest([one.text for one in passages])
    submission.same_as = _first_with(submission)
    submission.state = Submission.State.HELD if holds else Submission.State.SCREENED
    submission.save(update_fields=["text_digest", "same_as", "state"])
    return holds


def screen_again(*, submission: Submission, passage: Passage, at: datetime) -> list[Hold]:
    """Screen one passage whose words changed place; finds that were asked about before are not asked about again."""
    asked = set(submission.holds.filter(passage=passage).values_list("rule", "start"))
    holds = [
        one for one in _in_passage(submission, passage, at) if (one.rule, one.start) not in asked
    ]
    return Hold.objects.bulk_create(holds)


def _finds(
    submission: Submission, documents: list[Document], passages: list[Passage]
) -> Iterator[Hold]:
    at = submission.received_at
    for document in documents:
        is_trifle = passages and document.media_type.startswith(TRIFLES)
        if document.problem in UNSAFE:
            yield Hold(submission=submission, reason=Hold.Reason.UNSAFE_FILE, rule=document.problem, held_at=at)  # fmt: skip
        elif document.problem and not is_trifle:
            yield Hold(submission=submission, reason=Hold.Reason.NO_TEXT, rule=document.problem, held_at=at)  # fmt: skip
    if not passages:
        only = len(documents) > 1
        reason = Hold.Reason.ATTACHMENT_ONLY if only else Hold.Reason.NO_TEXT
        yield Hold(submission=submission, reason=reason, rule="no-words", held_at=at)
    for passage in passages:
        yield from _in_passage(submission, passage, at)
    yield from _in_subject(submission, at)
    spam = screening.looks_like_spam([one.text for one in passages])
    if spam:
        yield Hold(submission=submission, reason=spam.reason, rule=spam.rule, held_at=at)


def _in_subject(submission: Submission, at: datetime) -> Iterator[Hold]:
    """One question a rule, without a place: a subject is no passage, and no words of it can be barred."""
    for rule, reason in dict.fromkeys(
        (find.rule, find.reason) for find in screening.once_a_place(list(screening.screen(submission.subject)))
    ):  # fmt: skip
        yield Hold(submission=submission, reason=reason, rule=rule, held_at=at)


def _in_passage(submission: Submission, passage: Passage, at: datetime) -> Iterator[Hold]:
    for find in screening.once_a_place(list(screening.screen(passage.text))):
        yield Hold(
            submission=submission, reason=find.reason, passage=passage,
            start=find.start, end=find.end, rule=find.rule, held_at=at,
        )  # fmt: skip


def _first_with(submission: Submission) -> Submission | None:
    """The earliest standing submission with the same words."""
    if not submission.text_digest:
        return None
    # Ordered here: with an order and a limit SQLite walks all of the program's submissions instead of these few.
    same = Submission.objects.standing().filter(
        program=submission.program_id, text_digest=submission.text_digest, same_as__isnull=True
    )
    return min(
        same.exclude(pk=submission.pk), key=lambda one: (one.received_at, one.pk), default=None
    )
