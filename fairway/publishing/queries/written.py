"""A site written out as files that need no server: every link is relative, nothing is asked from anywhere.

The same published pages and releases give the same bytes, whenever and wherever it is done.
"""

import hashlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils import translation

from fairway.publishing.models import Release, Site
from fairway.publishing.queries import pages
from fairway.publishing.rules.shape import slug_of

STYLE = (Path(__file__).parents[1] / "templates" / "publishing" / "export" / "style.css").read_bytes  # fmt: skip
SUMS = "SHA256SUMS"
# The earliest day that a ZIP can name.
ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def files_of(site: Site) -> dict[str, bytes]:
    """Every file of the site by its name, with `SHA256SUMS` over all of them, as `sha256sum -c` reads it."""
    with translation.override(site.language):
        files = {"style.css": STYLE()} | _pages(site) | _lists(site) | _releases(site)
    return files | {SUMS: sums_of(files)}


def pages_of(site: Site) -> dict[str, bytes]:
    """The published pages alone, with their style: what a release of the pages freezes."""
    with translation.override(site.language):
        return {"style.css": STYLE()} | _pages(site)


def sums_of(files: Mapping[str, bytes]) -> bytes:
    """The checksums of files, one a line, in order of their names."""
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    return "".join(lines).encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as one ZIP, the same bytes each time."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name in sorted(files):
            packed.writestr(ZipInfo(name, ZIP_DAY), files[name], ZIP_DEFLATED)
    return out.getvalue()


def page_file(path: str) -> str:
    """Where a page is among the files; the empty path is the first page."""
    return f"pages/{path}/index.html" if path else "index.html"


def _pages(site: Site) -> dict[str, bytes]:
    files = {}
    for entry in pages.list_of(site):
        name = page_file(entry.path)
        reading = pages.page(site, entry.path, address_of=_from(name))
        files[name] = _render("page", site, name, page=reading)
    return files


def _lists(site: Site) -> dict[str, bytes]:
    entries, tags = pages.list_of(site), pages.tags(site)
    releases = list(Release.objects.filter(site=site, state=Release.State.SIGNED).order_by("-number"))  # fmt: skip
    files = {
        "index.html": _render(
            "index", site, "index.html", entries=entries, tags=tags, releases=releases
        ),
        "blogs/index.html": _render(
            "list", site, "blogs/index.html", heading="", entries=pages.blogs(site)
        ),
    }
    for slug, words, _count in tags:
        name = f"tags/{slug}/index.html"
        _words, found = pages.tagged(site, slug)
        files[name] = _render("list", site, name, heading=f"#{words}", entries=found)
    return files


def _releases(site: Site) -> dict[str, bytes]:
    """The files of every release that stands."""
    found = Release.objects.filter(site=site, state=Release.State.SIGNED).prefetch_related("files")
    return {
        f"releases/{release.number}/{file.name}": bytes(file.content)
        for release in found
        for file in release.files.all()
        if file.content is not None
    }


def _from(name: str) -> Callable[[str], str]:
    """Addresses as the file of this name writes them."""
    up = "../" * name.count("/")
    return lambda path: up + page_file(path)


def _render(template: str, site: Site, name: str, **context: Any) -> bytes:
    up = "../" * name.count("/")
    entries = [(one, _from(name)(one.path)) for one in context.pop("entries", [])]
    words = context["page"].tags if "page" in context else ()
    around = [(one, _from(name)(one.path)) for one in context["page"].around] if words or "page" in context else []  # fmt: skip
    said = {
        "site": site,
        "up": up,
        "entries": entries,
        "around": around,
        "tag_links": [(word, f"{up}tags/{slug_of(word)}/index.html") for word in words],
    }
    return render_to_string(f"publishing/export/{template}.html", said | context).encode()
