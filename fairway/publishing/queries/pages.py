"""Pages as the public reads them: published versions only."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from fairway.publishing.models import Page, PageVersion, Site
from fairway.publishing.rules.render import render
from fairway.publishing.rules.shape import Target, slug_of
from fairway.publishing.rules.source import Front, take_apart

MAX_HITS = 50
# Where a page of ours is for this reader: from its path; the empty path is the site's first page.
AddressOf = Callable[[str], str]


class Entry(NamedTuple):
    """A page in a list of pages."""

    path: str
    title: str
    blurb: str
    dated_on: date | None
    language: str
    tags: tuple[str, ...]
    published_at: datetime | None


class Reading(NamedTuple):
    """A page ready to be shown."""

    path: str
    front: Front
    language: str
    html: str
    tags: tuple[str, ...]
    published_at: datetime | None
    # The pages above, beside and below it.
    around: tuple[Entry, ...] = ()
    below: tuple[Entry, ...] = ()


def page(site: Site, path: str, *, address_of: AddressOf) -> Reading | None:
    """The published page at this path; None where there is none."""
    found = _published(site).filter(page__path=path.strip("/").lower()).first()
    return None if found is None else read(found, site=site, address_of=address_of)


def read(version: PageVersion, *, site: Site, address_of: AddressOf) -> Reading:
    """A version as it is, or would be, shown: links to pages that nobody can read are left as words."""
    entries = list_of(site)
    paths = {entry.path for entry in entries}

    def address(target: Target) -> str | None:
        if target.path not in paths | {"", version.page.path}:
            return None
        return address_of(target.path) + (f"#{target.anchor}" if target.anchor else "")

    taken = take_apart(version.source)
    own = version.page.path
    above = own.rpartition("/")[0]
    return Reading(
        path=own,
        front=taken.front,
        language=version.language,
        html=render(taken, path=own, address=address).html,
        tags=tuple(version.tags),
        published_at=version.published_at,
        around=tuple(one for one in entries if above and one.path.rpartition("/")[0] == above),
        below=tuple(one for one in entries if one.path.rpartition("/")[0] == own),
    )


def list_of(site: Site) -> list[Entry]:
    """Every published page, in the order their authors gave, then by path."""
    found = _listed(site).order_by("sort_order", "page__path")
    return [_entry(version) for version in found]


def blogs(site: Site, *, tag: str = "") -> list[Entry]:
    """The dated pages, the newest first; of one tag only where one is given (by its slug)."""
    found = _listed(site).filter(dated_on__isnull=False).order_by("-dated_on", "page__path")
    entries = [_entry(version) for version in found]
    return [one for one in entries if not tag or tag in map(slug_of, one.tags)]


def tagged(site: Site, tag: str) -> tuple[str, list[Entry]]:
    """The tag as it is written most, and the pages that carry it; ("", []) for a tag that none carries."""
    entries = [one for one in list_of(site) if tag in map(slug_of, one.tags)]
    words = Counter(word for one in entries for word in one.tags if slug_of(word) == tag)
    return (words.most_common(1)[0][0] if words else ""), entries


def tags(site: Site) -> list[tuple[str, str, int]]:
    """Every tag as (slug, words, how many pages), by slug."""
    return tags_of(list_of(site))


def tags_of(entries: Iterable[Entry]) -> list[tuple[str, str, int]]:
    """The tags of these pages as (slug, words, how many), by slug."""
    words: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for entry in entries:
        for word in entry.tags:
            words.setdefault(slug_of(word), word)
            counts[slug_of(word)] += 1
    return [(slug, words[slug], counts[slug]) for slug in sorted(counts)]


def search(site: Site, words: str) -> list[Entry]:
    """The published pages that hold every one of the words, the newest first; at most MAX_HITS."""
    wanted = words.split()[:10]
    found = _listed(site)
    for word in wanted:
        found = found.filter(text__icontains=word[:60])
    ordered = found.order_by("-dated_on", "page__path")[:MAX_HITS] if wanted else []
    return [_entry(version) for version in ordered]


def _published(site: Site) -> QuerySet[PageVersion]:
    """The versions that the public of this site reads."""
    current = Page.objects.filter(site=site, published__isnull=False).values("published_id")
    return PageVersion.objects.filter(pk__in=current).select_related("page")


def _listed(site: Site) -> QuerySet[PageVersion]:
    """The same without their long texts, which lists do not show."""
    return _published(site).defer("source", "text", "problems", "links", "anchors")


def _entry(version: PageVersion) -> Entry:
    is_dated = version.dated_on is not None
    return Entry(
        path=version.page.path,
        title=version.title if is_dated or not version.link_text else version.link_text,
        blurb=version.blurb or version.description,
        dated_on=version.dated_on,
        language=version.language,
        tags=tuple(version.tags),
        published_at=version.published_at,
    )
