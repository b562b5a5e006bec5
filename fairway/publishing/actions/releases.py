"""Releases: files frozen under one digest, signed off by a person, stopped, and issued again; never changed."""

import hashlib
import mimetypes
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.plan.documents.models import Redaction
from fairway.plan.reports.build import files_of
from fairway.plan.reports.jobs import clear_builds
from fairway.plan.reports.models import Report
from fairway.publishing.actions.pages import editors
from fairway.publishing.models import Release, Site
from fairway.publishing.queries.built import latest_book
from fairway.publishing.queries.written import SUMS, pages_of, sums_of
from fairway.publishing.rules.moves import RELEASE_MOVES, may_sign

State = Release.State


class NotReleased(FairwayError):
    """A release cannot be made, signed off, stopped or issued again as things stand."""


@transaction.atomic
def release_report(*, site: Site, report: Report, by: str, at: datetime) -> Release:
    """Freeze the files of a report that was handed over. Raises NotReleased for a draft, and where no build stands."""
    if report.state == Report.State.DRAFT:
        raise NotReleased(
            "Report {report} is a draft. Hand it over first; then freeze it.",
            report=report.public_id,
        )
    clear_builds(report.builds.all(), at=at)
    book = latest_book(report)
    if book is None:
        raise NotReleased(
            "Report {report} has no build that stands. Build it and look at its problems first.",
            report=report.public_id,
        )
    files = {one.name: one.content for one in files_of(book)}
    rests_on = sorted(
        {one.passage.hex for one in book.sources} | {one.id.hex for one in book.listed}
    )
    return _freeze(
        site, files, title=report.title, report_id=report.public_id, language=report.language,
        rests_on=rests_on, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def release_pages(*, site: Site, by: str, at: datetime) -> Release:
    """Freeze the pages that are published now. Raises NotReleased when there are none."""
    files = pages_of(site)
    if len(files) < 2:
        raise NotReleased(
            "Site {site} has no published page. Publish one first.", site=site.public_id
        )
    return _freeze(site, files, title=site.title, language=site.language, by=by, at=at)


@transaction.atomic
def sign_release(*, release: Release, by: str, at: datetime) -> Release:
    """Sign a release off: from now on the public may have it, and the one it replaces is stopped.

    Raises NotReleased when it does not wait for that, when its maker would sign though a colleague could, or when a
    file is not what was frozen.
    """
    release = _locked(release)
    _check_move(release, State.SIGNED)
    if not may_sign(author=release.made_by, signer=by, others=editors(release.site.program_id)):
        raise NotReleased(
            "Release {release} was made by you. Ask a colleague on the plan’s staff to sign it off.",
            release=release.public_id,
        )
    if broken := broken_files(release):
        raise NotReleased(
            "Release {release} has {count} files that are not what was frozen. Make it anew.",
            release=release.public_id,
            count=len(broken),
        )
    earlier = release.replaces
    if earlier is not None and earlier.state != State.STOPPED:
        stop_release(release=earlier, because=Release.Stopped.REPLACED, by=by, at=at)
    release.state, release.signed_by, release.signed_at = State.SIGNED, by, at
    release.save(update_fields=["state", "signed_by", "signed_at"])
    _record("release.signed", release, by, at)
    _publish(release, by=by, at=at)
    return release


@transaction.atomic
def stop_release(*, release: Release, because: str, by: str, at: datetime) -> Release:
    """Serve a release no more. `because`: one of Release.Stopped. Raises NotReleased for one that is stopped already."""
    release = _locked(release)
    _check_move(release, State.STOPPED)
    release.state, release.stopped_by, release.stopped_at = State.STOPPED, by, at
    release.stopped_because = Release.Stopped(because)
    release.save(update_fields=["state", "stopped_by", "stopped_at", "stopped_because"])
    _record("release.stopped", release, by, at)
    return release


@transaction.atomic
def issue_again(*, release: Release, by: str, at: datetime) -> Release:
    """Freeze the same thing as it stands now, to take this release's place once signed off. Raises NotReleased."""
    if Release.objects.filter(replaces=release).exists():
        raise NotReleased(
            "Release {release} has a successor already. Look at it in the list.",
            release=release.public_id,
        )
    if release.report_id is None:
        made = release_pages(site=release.site, by=by, at=at)
    else:
        report = Report.objects.get(public_id=release.report_id, program_id=release.site.program_id)
        made = release_report(site=release.site, report=report, by=by, at=at)
    made.replaces = release
    made.save(update_fields=["replaces"])
    return made


@transaction.atomic
def stop_what_rests_on(gone: Collection[str], *, program_id: int, by: str, at: datetime) -> int:
    """Stop and empty every release that rests on one of these passages or submissions; answers how many."""
    kept = _kept(program_id)
    touched = [one for one in kept if not set(gone).isdisjoint(one.rests_on)]
    for release in touched:
        empty_release(release=release, by=by, at=at)
    return len(touched)


@transaction.atomic
def stop_what_was_redacted(*, program_id: int, by: str, at: datetime) -> int:
    """Stop and empty every release with a passage that words were taken out of since; answers how many."""
    out = Redaction.objects.filter(
        passage__document__program_id=program_id, undone_at__isnull=True
    ).order_by("redacted_at")
    since = {one.hex: when for one, when in out.values_list("passage__public_id", "redacted_at")}
    if not since:
        return 0
    touched = [
        one
        for one in _kept(program_id)
        if any(since[key] > one.made_at for key in since.keys() & set(one.rests_on))
    ]
    for release in touched:
        empty_release(release=release, by=by, at=at)
    return len(touched)


@transaction.atomic
def empty_release(*, release: Release, by: str, at: datetime) -> Release:
    """Something in it was withdrawn: it is served no more and its bytes go. Digests and names of files stay."""
    release = _locked(release)
    if release.state == State.STOPPED:
        release.stopped_because = Release.Stopped.WITHDRAWAL
        release.save(update_fields=["stopped_because"])
    else:
        release = stop_release(release=release, because=Release.Stopped.WITHDRAWAL, by=by, at=at)
    release.files.update(content=None)
    _record("release.emptied", release, by, at)
    return release


def broken_files(release: Release) -> list[str]:
    """The names of files whose bytes are not those that were frozen."""
    return [
        one.name
        for one in release.files.all()
        if one.content is None or hashlib.sha256(bytes(one.content)).hexdigest() != one.digest
    ]


def _kept(program_id: int) -> list[Release]:
    """The program's releases whose bytes are still there, served or not."""
    rows = Release.objects.filter(site__program_id=program_id, files__content__isnull=False)
    return list(rows.distinct())


def _publish(release: Release, *, by: str, at: datetime) -> None:
    """The report of a release is published with the first one that is signed off."""
    report_id = release.report_id
    if report_id is None:
        return
    delivered = Report.objects.filter(
        public_id=report_id,
        program_id=release.site.program_id,
        state=Report.State.DELIVERED,
    )
    for report in delivered:
        report.state = Report.State.PUBLISHED
        report.published_on = at.astimezone(ZoneInfo(report.program.time_zone)).date()
        report.save(update_fields=["state", "published_on"])
        audit.record(
            "report.published", about=report, by=by, at=at, program_id=report.program_id, number=release.number
        )  # fmt: skip


def _freeze(
    site: Site,
    files: Mapping[str, bytes],
    *,
    title: str,
    language: str,
    by: str,
    at: datetime,
    report_id: UUID | None = None,
    rests_on: Sequence[str] = (),
) -> Release:
    Site.objects.select_for_update().get(pk=site.pk)
    number = Release.objects.filter(site=site).aggregate(last=Max("number"))["last"] or 0
    release = Release.objects.create(
        site=site,
        number=number + 1,
        title=title[:300],
        report_id=report_id,
        language=language,
        rests_on=list(rests_on),
        digest=hashlib.sha256(sums_of({name: files[name] for name in files if name != SUMS})).hexdigest(),
        made_by=by,
        made_at=at,
    )  # fmt: skip
    for name in sorted(files):
        content = files[name]
        release.files.create(
            name=name,
            media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
            byte_count=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            content=content,
        )
    _record("release.made", release, by, at, files=len(files))
    return release


def _locked(release: Release) -> Release:
    return Release.objects.select_related("site", "replaces").select_for_update(of=("self",)).get(pk=release.pk)  # fmt: skip


def _check_move(release: Release, to: str) -> None:
    if to not in RELEASE_MOVES[release.state]:
        raise NotReleased(
            "Release {release} is {state} and cannot become {to}. Reload the page.",
            release=release.public_id,
            state=release.state,
            to=to,
        )


def _record(verb: str, release: Release, by: str, at: datetime, **detail: object) -> None:
    audit.record(
        verb, about=release, by=by, at=at, program_id=release.site.program_id, number=release.number, **detail
    )  # fmt: skip
