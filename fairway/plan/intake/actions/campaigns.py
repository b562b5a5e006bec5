"""Grouping letters written from one template, and keeping apart what each writer added (text.md 3.6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from fairway.base import audit, bulk
from fairway.people.models import Organization
from fairway.plan.documents.models import Passage
from fairway.plan.intake.actions.apart import BY, TOLD_APART, make_whole, tell_apart
from fairway.plan.intake.models import Campaign, Submission
from fairway.plan.intake.rules.likeness import Group, Letter, groups

Tell = Callable[[int, int], None]


def group_campaigns(
    *, program: Organization, at: datetime, by: str = BY, tell: Tell | None = None
) -> dict[str, int]:
    """Group the letters of a program. Safe to run again: confirmed campaigns stay, and people's decisions hold.

    Costs near n log n. `tell(done, total)` is called as it goes on.
    """
    distinct = _distinct_texts(program)
    found = groups(list(distinct.values()))
    used: set[int] = set()
    for number, group in enumerate(found):
        _keep_group(program, group, used, at=at)
        if tell:
            tell(number + 1, len(found))
    gone = Submission.objects.filter(program=program, campaign__isnull=False)
    _dissolve(gone.exclude(campaign__in=used).exclude(campaign__confirmed_at__isnull=False), at=at)
    Campaign.objects.filter(
        program=program, letters__isnull=True, confirmed_at__isnull=True
    ).delete()
    counts = {"texts": len(distinct), "campaigns": len(used)}
    audit.record("campaigns.grouped", about=None, by=by, at=at, program_id=program.pk, **counts)
    return counts


@transaction.atomic
def confirm_campaign(*, campaign: Campaign, label: str, by: str, at: datetime) -> Campaign:
    """A person looked at it and named it."""
    campaign.label = label.strip()[:200]
    campaign.confirmed_at, campaign.confirmed_by = at, by
    campaign.save(update_fields=["label", "confirmed_at", "confirmed_by"])
    audit.record("campaign.confirmed", about=campaign, by=by, at=at, program_id=campaign.program_id)
    return campaign


@transaction.atomic
def take_out(*, submission: Submission, by: str, at: datetime) -> Submission:
    """This letter is no campaign letter: all its words are its own again, and grouping leaves it alone."""
    leave_campaign(submission=submission, at=at)
    submission.stands_alone, submission.campaign, submission.similarity = True, None, None
    submission.save(update_fields=["stands_alone", "campaign", "similarity"])
    make_whole(submission, at=at)
    audit.record("campaign.left", about=submission, by=by, at=at, program_id=submission.program_id)
    return submission


@transaction.atomic
def put_back(*, submission: Submission, by: str, at: datetime) -> Submission:
    """Undo `take_out`: the next grouping may find it a campaign letter again."""
    submission.stands_alone = False
    submission.save(update_fields=["stands_alone"])
    audit.record("campaign.may-return", about=submission, by=by, at=at, program_id=submission.program_id)  # fmt: skip
    return submission


def leave_campaign(*, submission: Submission, at: datetime) -> None:
    """Where it was the medoid, the letter most like it speaks for the template from now on."""
    campaign = Campaign.objects.filter(medoid=submission).first()
    if campaign is None:
        return
    others = campaign.letters.standing().exclude(pk=submission.pk)
    heir = others.order_by("-similarity", "pk").first()
    campaign.medoid = heir
    campaign.save(update_fields=["medoid"])
    if heir is not None:
        make_whole(heir, at=at)


def _distinct_texts(program: Organization) -> dict[int, Letter]:
    """The first submission of each distinct text, with its words and how many sent them."""
    standing = Submission.objects.filter(program=program, stands_alone=False).standing()
    firsts: dict[str, int] = {}
    times: dict[str, int] = defaultdict(int)
    documents: dict[int, int] = {}
    rows = standing.exclude(text_digest="").order_by("received_at", "pk")
    for pk, digest, document in rows.values_list("pk", "text_digest", "document_id"):
        if digest not in firsts:
            firsts[digest], documents[document] = pk, pk
        times[digest] += 1
    texts: dict[int, list[str]] = defaultdict(list)
    words = Passage.objects.filter(document__submission__program=program, kind__in=TOLD_APART)
    for document, text in words.order_by("document_id", "ordinal").values_list("document_id", "text").iterator(chunk_size=5000):  # fmt: skip
        if document in documents:
            texts[documents[document]].append(text)
    return {
        pk: Letter(pk, " ".join(texts[pk]), times[digest])
        for digest, pk in firsts.items()
        if texts[pk]
    }


def _keep_group(program: Organization, group: Group, used: set[int], *, at: datetime) -> None:
    """Write one campaign down: the one that most of its letters are in already, else a new one."""
    firsts = {
        one.text_digest: one for one in Submission.objects.filter(pk__among=list(group.likeness))
    }
    like = {digest: group.likeness[one.pk] for digest, one in firsts.items()}
    letters = list(
        Submission.objects.filter(
            program=program, text_digest__among=list(like), stands_alone=False
        )
        .standing()
        .select_related("document")
        .order_by("received_at", "pk")
    )
    with transaction.atomic():
        campaign = _campaign_of(program, letters, used) or Campaign.objects.create(program=program)
        used.add(campaign.pk)
        fresh = [one for one in letters if one.campaign_id != campaign.pk]
        rows = [(campaign.pk, like[one.text_digest], one.pk) for one in letters]
        bulk.update(Submission, ["campaign", "similarity"], rows)
        if campaign.medoid_id not in {one.pk for one in letters}:
            campaign.medoid_id = group.medoid
            campaign.save(update_fields=["medoid"])
        if fresh:
            tell_apart(letters, medoid_id=campaign.medoid_id, at=at)


def _campaign_of(
    program: Organization, letters: list[Submission], used: set[int]
) -> Campaign | None:
    times: dict[int, int] = defaultdict(int)
    for one in letters:
        if one.campaign_id and one.campaign_id not in used:
            times[one.campaign_id] += 1
    best = max(times, key=lambda pk: (times[pk], -pk), default=None)
    return Campaign.objects.filter(pk=best, program=program).first() if best else None


def _dissolve(letters: Iterable[Submission], *, at: datetime) -> None:
    for one in letters:
        make_whole(one, at=at)
        one.campaign, one.similarity = None, None
        one.save(update_fields=["campaign", "similarity"])
