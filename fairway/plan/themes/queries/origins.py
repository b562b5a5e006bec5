"""Who stands behind each passage: the submitter, the organization, or the publisher of the document (STK-9)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from fairway.plan.documents.models import Document, Passage
from fairway.plan.intake.models import Submission
from fairway.plan.stakeholders.models import Stakeholder
from fairway.plan.stakeholders.rules import fold
from fairway.plan.themes.queries.speakers import speakers

# Above this many keys `behind` reads the whole program: naming them one by one costs more.
FEW_KEYS = 200
# How many keys one query names (SQLite's limit of parameters).
MOST_KEYS = 5_000


@dataclass(frozen=True)
class Behind:
    """One passage's speaker. `source` is the same for all that count once: one organization, one submitter, the letters
    of one campaign, the documents of one publisher. `voice` tells a publisher's documents apart.
    """

    source: str
    voice: str
    stakeholder_id: int | None = None
    submission_id: int | None = None
    channel: str = ""
    kind: str = ""


def behind(program_id: int, passage_ids: Collection[int] | None = None) -> dict[int, Behind]:
    """Who stands behind the passages, by their keys; behind all of the program's without `passage_ids`. Six queries."""
    passages = Passage.objects.filter(document__program_id=program_id)
    if passage_ids is not None and len(passage_ids) <= FEW_KEYS:
        passages = passages.filter(pk__in=passage_ids)
    spoken = speakers(program_id)
    documents = _Documents(program_id)
    wanted = None if passage_ids is None else set(passage_ids)
    return {
        key: documents.behind(document, spoken.get(key))
        for key, document in passages.values_list("pk", "document_id")
        if wanted is None or key in wanted
    }


class _Documents:
    """The program's documents, submissions and organizations, read once."""

    def __init__(self, program_id: int) -> None:
        self.organizations = Organizations(program_id)
        documents = Document.objects.filter(program_id=program_id)
        rows = documents.values_list("pk", "part_of", "url")
        self.documents = {pk: (above, url) for pk, above, url in rows}
        sent = Submission.objects.filter(program_id=program_id).values(
            "pk",
            "document_id",
            "channel",
            "stakeholder_id",
            "campaign_id",
            "same_as_id",
            "email",
            "name",
            "affiliation",
        )
        self.sent: dict[int, Any] = {one["document_id"]: one for one in sent}
        self.by_key = {one["pk"]: one for one in self.sent.values()}

    def behind(self, document: int, speaker: int | None) -> Behind:
        """The speaker of a passage of this document; `speaker` where a point, an activity or a presentation says."""
        root, url = self._root(document), self.documents[document][1]
        sent = self.sent.get(root)
        if sent is not None:
            return self._submitted(sent, speaker)
        if speaker is not None:
            stakeholder, kind = self.organizations.found(speaker)
            name = f"stakeholder:{stakeholder}"
            return Behind(name, name, stakeholder_id=stakeholder, kind=kind)
        host = urlsplit(url).netloc
        return Behind(f"publisher:{host}" if host else f"document:{root}", f"document:{root}")

    def _submitted(self, sent: dict[str, Any], speaker: int | None) -> Behind:
        first = self._first(sent)
        named = first["stakeholder_id"] or speaker
        stakeholder, kind = self.organizations.found(named) if named else (None, "")
        if first["campaign_id"]:
            source = f"campaign:{first['campaign_id']}"
        elif stakeholder:
            source = f"stakeholder:{stakeholder}"
        elif affiliation := fold(first["affiliation"]):
            source = f"affiliation:{affiliation}"
        elif first["email"] or first["name"]:
            source = f"person:{(first['email'] or first['name']).strip().casefold()}"
        else:
            source = f"submission:{first['pk']}"
        return Behind(source, source, stakeholder, sent["pk"], sent["channel"], kind)

    def _root(self, document: int) -> int:
        """What it came in, however deep: a mail's attachment is the mail's."""
        while (above := self.documents[document][0]) in self.documents:
            document = above
        return document

    def _first(self, sent: dict[str, Any]) -> dict[str, Any]:
        """The first of the submissions with the same text."""
        seen = {sent["pk"]}
        while (key := sent["same_as_id"]) in self.by_key and key not in seen:
            seen.add(key)
            sent = self.by_key[key]
        return sent


class Organizations:
    """The program's stakeholders; a merged one answers as the one that was kept."""

    def __init__(self, program_id: int) -> None:
        rows = Stakeholder.objects.filter(program_id=program_id)
        self.rows = {pk: (into, kind) for pk, into, kind in rows.values_list("pk", "merged_into", "kind")}  # fmt: skip

    def found(self, key: int) -> tuple[int, str]:
        """Key and kind of the one that stands for this one."""
        seen = {key}
        while (into := self.rows[key][0]) is not None and into not in seen:
            seen.add(into)
            key = into
        return key, self.rows[key][1]
