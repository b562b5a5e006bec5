"""Posts on social networks: a person enters what she saw, with its address. Nothing is fetched from anywhere (STK-18)."""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import sha256

from fairway.base.errors import FairwayError
from fairway.people.models import Organization
from fairway.plan.intake.actions.arrive import FormInput, Received, receive
from fairway.plan.intake.models import Submission
from fairway.plan.meetings.models import Hashtag

_TAG = re.compile(r"(?<![\w&])#(\w{2,80})")


class NoPost(FairwayError):
    """A record of a post needs its words."""


def record_post(
    *,
    program: Organization,
    text: str,
    posted_at: datetime,
    received_at: datetime,
    by: str,
    at: datetime,
    url: str = "",
    author: str = "",
    affiliation: str = "",
    language: str = "",
) -> Received:
    """Enter a post. Its hashtags are read from its words; the same post again is the same submission. Raises NoPost."""
    if not text.strip():
        raise NoPost("Enter the words of the post: its address alone says nothing when it is gone.")
    form = FormInput(
        comment=text, name=author, affiliation=affiliation, language=language, post_url=url,
        hashtags=hashtags_in(text),
    )  # fmt: skip
    known_by = url or f"{author}|{posted_at.isoformat()}|{text}"
    return receive(
        program=program, channel=Submission.Channel.SOCIAL_POST, form=form,
        key=f"post:{sha256(known_by.encode()).hexdigest()[:40]}",
        claims_sent_at=posted_at, received_at=received_at, by=by, at=at,
    )  # fmt: skip


def hashtags_in(text: str) -> tuple[str, ...]:
    """The tags of a text as they are written, each once."""
    return tuple(dict.fromkeys(f"#{tag}" for tag in _TAG.findall(text)))


def tags_in_force(submission: Submission) -> dict[str, bool]:
    """Of each hashtag of a post, whether one of the program's series used it on the day it was posted (STK-18)."""
    on = (submission.claims_sent_at or submission.received_at).date()
    rows = Hashtag.objects.filter(series__program=submission.program_id, valid_from__lte=on)
    valid = {tag.casefold().lstrip("#") for tag, to in rows.values_list("tag", "valid_to") if to is None or to >= on}  # fmt: skip
    return {tag: tag.casefold().lstrip("#") in valid for tag in submission.hashtags}
