"""Releases as the public and their makers see them."""

from typing import NamedTuple
from uuid import UUID

from fairway.people.models import Staff
from fairway.people.queries import NotVisible
from fairway.publishing.models import Release, ReleaseFile, Site
from fairway.publishing.queries.written import SUMS, sums_of

__all__ = ["Release", "ReleaseFile", "file_of", "history", "published", "release_at", "release_for"]


class Past(NamedTuple):
    """A release that is served no more: its number and digest, and why, never what stood in it."""

    number: int
    digest: str
    because: str
    next_number: int | None


def published(site: Site) -> list[Release]:
    """Those that stand, the newest first."""
    return list(Release.objects.public().filter(site=site).order_by("-number"))


def release_at(site: Site, number: int) -> Release | None:
    """A release of this number, standing or stopped; never one that waits to be signed off."""
    signed = Release.objects.filter(site=site, number=number, signed_at__isnull=False)
    return signed.select_related("replaces").prefetch_related("files").first()


def history(site: Site) -> list[Past]:
    """The stopped ones that had been public, the newest first."""
    stopped = Release.objects.filter(
        site=site, state=Release.State.STOPPED, signed_at__isnull=False
    )
    following = dict(
        Release.objects.public().filter(site=site, replaces__isnull=False).values_list("replaces_id", "number")
    )  # fmt: skip
    return [
        Past(one.number, one.digest, one.stopped_because, following.get(one.pk))
        for one in stopped.order_by("-number")
    ]


def file_of(site: Site, number: int, name: str) -> tuple[str, bytes] | None:
    """The media type and bytes of a file of a release that stands; None for any other. `SHA256SUMS` is made from it."""
    found = ReleaseFile.objects.filter(
        release__in=Release.objects.public().filter(site=site, number=number),
        content__isnull=False,
    )
    if name == SUMS:
        files = {one.name: bytes(one.content or b"") for one in found}
        return ("text/plain", sums_of(files)) if files else None
    one = found.filter(name=name).first()
    return (one.media_type, bytes(one.content or b"")) if one else None


def releases_of(staff: Staff) -> list[Release]:
    """Every release of her program, the newest first."""
    found = Release.objects.visible_to(staff).select_related("replaces")
    return list(found.prefetch_related("files").order_by("-number"))


def release_for(staff: Staff, release: UUID) -> Release:
    """One release of her program. Raises NotVisible."""
    found = Release.objects.visible_to(staff).filter(public_id=release)
    one = found.select_related("site__program", "replaces").prefetch_related("files").first()
    if one is None:
        raise NotVisible(f"There is no release {release} in program {staff.program_id}.")
    return one


def may_issue_again(release: Release) -> bool:
    """Whether it was public or waited to be, and has no successor yet."""
    return release.state != Release.State.MADE and not Release.objects.filter(replaces=release).exists()  # fmt: skip
