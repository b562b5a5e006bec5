"""Which organization speaks in a passage of a published document: as a point or an activity says, or by its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db.models import Q

from fairway.plan.documents.models import Document, Passage
from fairway.plan.efforts.models import Activity
from fairway.plan.meetings.models import DiscussionPoint, Presentation
from fairway.plan.stakeholders.models import Alias
from fairway.plan.stakeholders.rules import fold

IN_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")
# What follows is spoken by several; its points say by whom.
OPEN_TO_ALL = "discussion"


def speakers(program_id: int) -> dict[int, int]:
    """The stakeholder behind a passage, by the passage's key. What names one outright counts before the headings."""
    rows = dict(_sections(program_id))
    named = Q(passage__isnull=False, stakeholder__isnull=False)
    for found in (
        Presentation.objects.filter(named, meeting__series__program_id=program_id),
        Activity.objects.filter(named, program_id=program_id),
        DiscussionPoint.objects.filter(named, meeting__series__program_id=program_id),
    ):
        rows.update(found.values_list("passage_id", "stakeholder_id"))
    return rows


def _sections(program_id: int) -> Iterator[tuple[int, int]]:
    """In a meeting's summary a stakeholder's name as heading begins her part, up to the next or the discussion."""
    rows = Passage.objects.filter(
        document__program_id=program_id, document__kind=Document.Kind.SUMMARY
    )
    if not rows.exists():
        return
    names = dict(Alias.objects.filter(program_id=program_id).values_list("key", "stakeholder_id"))
    document, speaker = 0, None
    fields = ("pk", "document_id", "kind", "text")
    for key, of, kind, text in rows.order_by("document_id", "ordinal").values_list(*fields):
        if of != document:
            document, speaker = of, None
        if kind == Passage.Kind.HEADING:
            heading = fold(IN_BRACKETS.sub("", text))
            speaker = names.get(heading, None if heading.startswith(OPEN_TO_ALL) else speaker)
        elif speaker is not None:
            yield key, speaker
