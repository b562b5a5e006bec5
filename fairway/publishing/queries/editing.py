"""Pages as their editors see them: every state, every version, and what is amiss."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from fairway.people.models import Staff
from fairway.people.queries import NotVisible
from fairway.publishing.models import Page, PageStep, PageVersion, Site
from fairway.publishing.queries.pages import AddressOf, Reading, read
from fairway.publishing.queries.sites import site_of
from fairway.publishing.queries.versions import version_from
from fairway.publishing.rules.source import Problem, path_of

__all__ = [
    "AddressOf", "Line", "Look", "Opened", "lines", "look", "names", "opened", "preview", "version_of", "versions_at",
]  # fmt: skip


class Line(NamedTuple):
    """One page in the editors' list, with the problems of its newest version."""

    page: Page
    latest: PageVersion
    problems: tuple[Problem, ...]

    @property
    def is_ahead(self) -> bool:
        """The newest version is not the one that the public reads."""
        return self.page.published_id != self.latest.pk


class Opened(NamedTuple):
    """One page to work on."""

    page: Page
    latest: PageVersion
    versions: tuple[PageVersion, ...]
    steps: tuple[PageStep, ...]
    problems: tuple[Problem, ...]
    # Who did what: the audit's word for a person, and her name.
    names: dict[str, str]


def lines(staff: Staff, *, state: str = "", words: str = "") -> list[Line]:
    """Every page of her program's site, by path, with what is amiss."""
    found = _pages(staff)
    anchors = _anchors(found)
    wanted = [
        page
        for page in found
        if page.latest is not None
        and (not state or page.latest.state == state)
        and (not words or words.lower() in f"{page.path} {page.latest.title}".lower())
    ]
    return [
        Line(page, page.latest, _problems(page.latest, anchors)) for page in wanted if page.latest
    ]


def opened(staff: Staff, page: UUID) -> Opened:
    """One page with its versions and their steps. Raises NotVisible."""
    found = (
        Page.objects.visible_to(staff)
        .select_related("site", "latest", "published")
        .filter(public_id=page, latest__isnull=False)
        .first()
    )
    if found is None or found.latest is None:
        raise NotVisible(f"There is no page {page} in program {staff.program_id}.")
    versions = tuple(found.versions.order_by("-number"))
    steps = PageStep.objects.filter(version__page=found).select_related("version")
    return Opened(
        found,
        found.latest,
        versions,
        tuple(steps.order_by("-moved_at", "-pk")),
        _problems(found.latest, _anchors(_pages(staff))),
        names(staff),
    )


def names(staff: Staff) -> dict[str, str]:
    """Her colleagues by the word under which the audit knows them, those who left too."""
    found = Staff.objects.filter(program_id=staff.program_id)
    return {one.actor: one.name for one in found}


def version_of(staff: Staff, version: UUID) -> PageVersion:
    """One version. Raises NotVisible."""
    pages = Page.objects.visible_to(staff)
    found = PageVersion.objects.filter(page__in=pages, public_id=version).select_related("page__site").first()  # fmt: skip
    if found is None:
        raise NotVisible(f"There is no version {version} in program {staff.program_id}.")
    return found


def preview(staff: Staff, version: UUID, *, address_of: AddressOf) -> tuple[PageVersion, Reading]:
    """A version as the public would read it. Raises NotVisible."""
    found = version_of(staff, version)
    return found, read(found, site=found.page.site, address_of=address_of)


class Look(NamedTuple):
    """A text as it would be shown, before it is kept."""

    reading: Reading
    problems: tuple[Problem, ...]


def look(site: Site, path: str, source: str, *, address_of: AddressOf) -> Look:
    """What a text would become as a page, and what would be amiss. Keeps nothing. Raises NotAPage."""
    unsaved = version_from(source, page=Page(site=site, path=path_of(path)), site=site)
    pages = Page.objects.filter(site=site, latest__isnull=False).select_related("latest")
    anchors = _anchors(list(pages)) | {unsaved.page.path: set(unsaved.anchors)}
    return Look(read(unsaved, site=site, address_of=address_of), _problems(unsaved, anchors))


def versions_at(staff: Staff, pages: list[UUID]) -> list[PageVersion]:
    """The newest versions of these pages of hers, by path."""
    found = Page.objects.visible_to(staff).filter(public_id__in=pages, latest__isnull=False)
    ordered = found.select_related("latest").order_by("path")
    return [page.latest for page in ordered if page.latest is not None]


def _pages(staff: Staff) -> list[Page]:
    site = site_of(staff)
    found = Page.objects.visible_to(staff).filter(Q(site=site), latest__isnull=False)
    return list(found.select_related("site", "latest", "published").order_by("path"))


def _anchors(pages: list[Page]) -> dict[str, set[str]]:
    """From the path of a page to the places on it, of its newest version."""
    return {page.path: set(page.latest.anchors) for page in pages if page.latest} | {"": set()}


def _problems(version: PageVersion, anchors: dict[str, set[str]]) -> tuple[Problem, ...]:
    own = [Problem(*one) for one in version.problems]
    for path, anchor in version.links:
        if path not in anchors:
            own.append(Problem("broken-link", f"/{path}"))
        elif anchor and anchor not in anchors[path]:
            own.append(Problem("dead-anchor", f"/{path}#{anchor}"))
    return tuple(own)
