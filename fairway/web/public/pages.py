"""Published pages: the first page of a site, a page, the blog, tags, the search, the feed, the map for search engines."""

from datetime import UTC, datetime, time
from typing import Any, NamedTuple

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairway.publishing.queries import meetings, pages, releases
from fairway.publishing.queries.sites import Site, open_sites
from fairway.publishing.rules.shape import slug_of
from fairway.web.public.frame import public, shown, site_or_404, through

LATEST = 5
FEED_LENGTH = 30


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The open sites; where there is one only, that one."""
    sites = open_sites()
    if len(sites) == 1:
        return redirect("public_site", sites[0].slug)
    return shown(request, "home", None, heading=_("Published here"), sites=sites)


@public
@require_safe
def site(request: HttpRequest, site: str) -> HttpResponse:
    """The first page of a site."""
    found = site_or_404(site)
    return shown(
        request,
        "site",
        found,
        heading=found.title,
        latest=pages.blogs(found)[:LATEST],
        parts=[one for one in pages.list_of(found) if one.dated_on is None],
        tags=pages.tags(found),
        meetings=meetings.upcoming(found, at=request.at),  # type: ignore[attr-defined]
        releases=releases.published(found),
    )


@public
@require_safe
def page(request: HttpRequest, site: str, path: str) -> HttpResponse:
    """A page in its published version."""
    found = site_or_404(site)
    reading = pages.page(found, path, address_of=lambda to: address_of(found, to))
    if reading is None:
        raise Http404
    is_index = reading.front.template == "blogs"
    return shown(
        request,
        "page",
        found,
        heading=reading.front.title,
        page=reading,
        blogs=pages.blogs(found) if is_index else [],
        tag_links=[(slug_of(word), word) for word in reading.tags],
        address=request.build_absolute_uri(address_of(found, reading.path)),
    )


@public
@require_safe
def blogs(request: HttpRequest, site: str) -> HttpResponse:
    """The dated pages, the newest first."""
    found = site_or_404(site)
    entries = pages.blogs(found)
    return shown(
        request, "list", found, heading=_("Blog"), entries=entries, tags=pages.tags_of(entries)
    )


@public
@require_safe
def tag(request: HttpRequest, site: str, tag: str) -> HttpResponse:
    """The pages that carry a tag."""
    found = site_or_404(site)
    words, entries = pages.tagged(found, tag)
    if not entries:
        raise Http404
    return shown(request, "list", found, heading=f"#{words}", entries=entries)


@public
@require_safe
@through("search")
def search(request: HttpRequest, site: str) -> HttpResponse:
    """The pages that hold all of the words."""
    found = site_or_404(site)
    words = request.GET.get("words", "")[:200]
    return shown(
        request,
        "list",
        found,
        heading=_("Find on this site"),
        searching=True,
        words=words,
        entries=pages.search(found, words),
    )


@public
@require_safe
def sitemap(request: HttpRequest, site: str) -> HttpResponse:
    """Every page for search engines (sitemaps.org)."""
    found = site_or_404(site)
    places = [(reverse("public_site", args=[found.slug]), None)] + [
        (address_of(found, one.path), one.published_at) for one in pages.list_of(found)
    ]
    whole = [(request.build_absolute_uri(path), changed) for path, changed in places]
    return render(request, "public/sitemap.xml", {"places": whole}, content_type="application/xml")


def address_of(site: Site, path: str) -> str:
    """Where the public reads a page; the empty path is the first page of the site."""
    return (
        reverse("public_page", args=[site.slug, path])
        if path
        else reverse("public_site", args=[site.slug])
    )


class Item(NamedTuple):
    """A page with its site: one Feed serves all requests at once and must keep nothing of any."""

    site: Site
    entry: pages.Entry


class News(Feed):  # type: ignore[type-arg]
    """The dated pages as Atom (RFC 4287)."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Site:
        """The open site."""
        return site_or_404(kwargs["site"])

    def title(self, obj: Site) -> str:
        """The site's own title."""
        return obj.title

    def link(self, obj: Site) -> str:
        """Its first page."""
        return address_of(obj, "")

    def subtitle(self, obj: Site) -> str:
        """What the site says of itself."""
        return obj.about

    def items(self, obj: Site) -> list[Item]:
        """The newest ones."""
        return [Item(obj, entry) for entry in pages.blogs(obj)[:FEED_LENGTH]]

    def item_title(self, item: Item) -> str:
        """The page's title."""
        return item.entry.title

    def item_description(self, item: Item) -> str:
        """What it is about."""
        return item.entry.blurb

    def item_link(self, item: Item) -> str:
        """Its address."""
        return address_of(item.site, item.entry.path)

    def item_pubdate(self, item: Item) -> datetime | None:
        """The day its author gave."""
        dated_on = item.entry.dated_on
        return datetime.combine(dated_on, time(), UTC) if dated_on else None

    def item_updateddate(self, item: Item) -> datetime | None:
        """When this version was published."""
        return item.entry.published_at

    def item_categories(self, item: Item) -> list[str]:
        """Its tags."""
        return list(item.entry.tags)
