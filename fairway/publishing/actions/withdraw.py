"""Taking a submission back, everywhere at once: the plan, the themes, the reports, the pages, the releases, the exports."""

from datetime import datetime

from django.db import transaction

from fairway.base import audit
from fairway.plan.documents.actions.withdraw import with_attachments
from fairway.plan.documents.models import Passage
from fairway.plan.efforts import jobs as efforts
from fairway.plan.intake.actions.withdraw import BY_HERSELF, by_token, withdraw
from fairway.plan.intake.models import Submission
from fairway.plan.reports import jobs as reports
from fairway.plan.themes import jobs as themes
from fairway.publishing.actions.exports import refresh_stale
from fairway.publishing.actions.releases import empty_release, stop_what_rests_on
from fairway.publishing.models import Export, PageVersion, Release, ReleaseFile
from fairway.publishing.rules.echo import repeats, runs

Run = tuple[str, ...]
State = PageVersion.State


def withdraw_submission(
    *,
    at: datetime,
    by: str = BY_HERSELF,
    token: str | None = None,
    submission: Submission | None = None,
) -> Submission:
    """Erase what was said from everything that we hold or serve, in one transaction; then from folders written out.

    By the token of the status page, or by staff on her word. Twice is once. Raises UnknownToken.
    A copy that somebody saved before cannot be called back, and the page where she asks says so.
    """
    with transaction.atomic():
        found = by_token(token) if token is not None else submission
        if found is None:
            raise TypeError("Say whose: by token, or by submission.")
        if found.state == Submission.State.WITHDRAWN:
            return found
        said = words_of(found)
        withdrawn = withdraw(submission=found, by=by, at=at)
        themes.forget_withdrawn(at=at)
        efforts.forget_withdrawn(at=at)
        reports.forget_withdrawn(at=at)
        _empty_releases(withdrawn, said, by=by, at=at)
        _erase_pages(withdrawn, said, by=by, at=at)
        Export.objects.filter(site__program_id=withdrawn.program_id).update(is_stale=True)
    refresh_stale(at=at)
    return withdrawn


def words_of(submission: Submission) -> set[Run]:
    """Every run of words of a submission and of what was attached to it."""
    passages = Passage.objects.filter(document__in=with_attachments(submission.document))
    return {run for text in passages.values_list("text", flat=True) for run in runs(text)}


def _empty_releases(submission: Submission, said: set[Run], *, by: str, at: datetime) -> None:
    """Every release that rests on it or lists it; and every one frozen since that repeats its words uncited."""
    passages = Passage.objects.filter(document__in=with_attachments(submission.document))
    gone = {one.hex for one in passages.values_list("public_id", flat=True)}
    stop_what_rests_on(
        gone | {submission.public_id.hex}, program_id=submission.program_id, by=by, at=at
    )
    heard = _heard(submission)
    since = Release.objects.filter(
        site__program_id=submission.program_id,
        made_at__gte=heard,
        files__content__isnull=False,
    )
    for release in since.distinct().prefetch_related("files"):
        if any(_repeats(file, said) for file in release.files.all()):
            empty_release(release=release, by=by, at=at)


def _heard(submission: Submission) -> datetime:
    """When we came to have it. What a spreadsheet or a header says of its receipt may lie anywhere, in the future too."""
    first = submission.steps.order_by("moved_at", "pk").first()
    return first.moved_at if first else submission.received_at


def _repeats(file: ReleaseFile, said: set[Run]) -> bool:
    """Whether a file of words repeats them. A PDF or a Word file is judged by the files beside it, built from one book."""
    if file.content is None or not file.media_type.startswith("text/"):
        return False
    return repeats(bytes(file.content).decode(errors="replace"), said)


def _erase_pages(submission: Submission, said: set[Run], *, by: str, at: datetime) -> None:
    """Erase every version of a page that repeats her words.

    Only what was written after they came, and only runs that no earlier version held: who copies a page of ours
    into a comment and withdraws it does not take the page with her.
    """
    program = PageVersion.objects.filter(page__site__program_id=submission.program_id)
    heard = _heard(submission)
    earlier = program.filter(written_at__lt=heard).values_list("text", flat=True)
    hers = said - {run for text in earlier for run in runs(text)}
    later = program.filter(written_at__gte=heard).exclude(state=State.ERASED)
    for version in later.select_related("page__site"):
        if hers and repeats(f"{version.source}\n{version.text}", hers):
            _erase(version, by=by, at=at)


def _erase(version: PageVersion, *, by: str, at: datetime) -> None:
    page = version.page
    if page.published_id == version.pk:
        page.published = None
        page.save(update_fields=["published"])
    for field in ("source", "title", "description", "link_text", "blurb", "text"):
        setattr(version, field, "")
    version.tags, version.problems, version.links, version.anchors = [], [], [], []
    version.state = State.ERASED
    version.save()
    version.steps.exclude(reason="").update(reason="")
    version.steps.create(state=State.ERASED, moved_by=by, moved_at=at)
    audit.record(
        "page.erased", about=version, by=by, at=at, program_id=page.site.program_id, number=version.number
    )  # fmt: skip
