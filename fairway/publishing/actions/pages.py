"""Pages written, brought in, reviewed, signed off, published and taken down; every version kept."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.people.models import Staff
from fairway.publishing.models import EDITORS, Page, PageStep, PageVersion, Site
from fairway.publishing.queries.versions import version_from
from fairway.publishing.rules.moves import NEEDS_REASON, PAGE_MOVES, may_sign
from fairway.publishing.rules.source import NotAPage, path_of

State = PageVersion.State


class NotAllowed(FairwayError):
    """A move that the version's state, its signer or a missing reason forbids."""


class Imported(NamedTuple):
    """What became of every file: paths by outcome, and the refused ones with why."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    refused: tuple[tuple[str, FairwayError], ...]


@transaction.atomic
def save_page(*, site: Site, path: str, source: str, by: str, at: datetime) -> PageVersion:
    """Keep a text as the page's newest version, a draft. The same text as the newest again: that version, unchanged.

    Raises NotAPage for a path that makes no address and for a text too long.
    """
    Site.objects.select_for_update().get(pk=site.pk)
    page, _ = Page.objects.get_or_create(site=site, path=path_of(path))
    digest = hashlib.sha256(source.encode()).hexdigest()
    latest = page.latest
    if latest is not None and latest.digest == digest and latest.state != State.ERASED:
        return latest
    number = page.versions.aggregate(last=Max("number"))["last"] or 0
    version = version_from(source, page=page, site=site)
    version.number, version.digest = number + 1, digest
    version.written_by, version.written_at = by, at
    version.save(force_insert=True)
    version.steps.create(state=State.DRAFT, moved_by=by, moved_at=at)
    page.latest = version
    page.save(update_fields=["latest"])
    audit.record(
        "page.written",
        about=version,
        by=by,
        at=at,
        program_id=site.program_id,
        number=version.number,
    )
    return version


@transaction.atomic
def import_pages(
    *, site: Site, files: Iterable[tuple[str, bytes]], by: str, at: datetime
) -> Imported:
    """Bring in a folder of markdown, each file as a draft; one that cannot be a page is named and does not stop the rest."""
    new: list[str] = []
    changed: list[str] = []
    unchanged: list[str] = []
    refused: list[tuple[str, FairwayError]] = []
    known = dict(Page.objects.filter(site=site).values_list("path", "latest_id"))
    for name, content in files:
        try:
            path = path_of(name)
            version = save_page(site=site, path=path, source=content.decode(), by=by, at=at)
        except UnicodeDecodeError:
            refused.append(
                (name, NotAPage("It is not UTF-8 text. Save it as UTF-8 and send it again."))
            )
            continue
        except NotAPage as reason:
            refused.append((name, reason))
            continue
        outcome = new if path not in known else changed if known[path] != version.pk else unchanged
        outcome.append(path)
        known[path] = version.pk
    counts = {"new": len(new), "changed": len(changed), "unchanged": len(unchanged)}
    audit.record(
        "pages.imported", about=site, by=by, at=at, program_id=site.program_id, refused=len(refused), **counts
    )  # fmt: skip
    return Imported(tuple(new), tuple(changed), tuple(unchanged), tuple(refused))


@transaction.atomic
def move_page(
    *, version: PageVersion, to: str, by: str, at: datetime, reason: str = ""
) -> PageVersion:
    """Send for review, send back, sign off, publish, or take down. A version published takes the place of the one before.

    Raises NotAllowed when rules.moves has no such move, when the signer is the author and another person could sign,
    when the page has no title, when a newer version waits, or when a reason is due.
    """
    version = PageVersion.objects.select_related("page__site").select_for_update(of=("self",)).get(pk=version.pk)  # fmt: skip
    _check(version, to=to, by=by, reason=reason)
    page = version.page
    if to == State.PUBLISHED:
        if page.published is not None:
            _step(page.published, State.REPLACED, by=by, at=at)
        version.published_at = at
        page.published = version
    elif to == State.RETIRED:
        page.published = None
    _step(version, State(to), by=by, at=at, reason=reason)
    page.save(update_fields=["published"])
    audit.record(f"page.{to}", about=version, by=by, at=at, program_id=page.site.program_id)
    return version


@transaction.atomic
def move_pages(
    *, versions: Iterable[PageVersion], to: str, by: str, at: datetime, reason: str = ""
) -> int:
    """The same move for several pages, all of them or none; answers how many."""
    return len([move_page(version=one, to=to, by=by, at=at, reason=reason) for one in versions])


def editors(program_id: int) -> list[str]:
    """Who may write and sign off, as the audit names them."""
    people = Staff.objects.filter(program_id=program_id, role__in=EDITORS, is_active=True)
    return [one.actor for one in people.order_by("pk")]


def _check(version: PageVersion, *, to: str, by: str, reason: str) -> None:
    page = version.page
    name = {"version": version.number, "page": page.public_id}
    if to not in PAGE_MOVES[version.state]:
        raise NotAllowed(
            "Version {version} of page {page} is {state} and cannot become {to}. Reload the page to see how it stands.",
            state=version.state, to=to, **name,
        )  # fmt: skip
    if to != State.RETIRED and page.latest_id != version.pk:
        raise NotAllowed("Version {version} of page {page} is not the newest. Move the newest version instead.", **name)  # fmt: skip
    if to in (State.SIGNED_OFF, State.PUBLISHED) and not version.title:
        raise NotAllowed("Version {version} of page {page} has no title. Write one in its front matter and send it for review again.", **name)  # fmt: skip
    if (version.state, to) in NEEDS_REASON and not reason.strip():
        raise NotAllowed("Version {version} of page {page} needs a reason for this step. Say why in one sentence.", **name)  # fmt: skip
    others = editors(page.site.program_id)
    if to == State.SIGNED_OFF and not may_sign(author=version.written_by, signer=by, others=others):
        raise NotAllowed("Version {version} of page {page} was written by you. Ask a colleague on the plan’s staff to sign it off.", **name)  # fmt: skip


def _step(
    version: PageVersion, state: PageVersion.State, *, by: str, at: datetime, reason: str = ""
) -> None:
    version.state = state
    version.save(update_fields=["state", "published_at"])
    PageStep.objects.create(
        version=version, state=state, reason=reason.strip()[:300], moved_by=by, moved_at=at
    )
