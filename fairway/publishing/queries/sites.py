"""The public sites."""

from fairway.people.models import Staff
from fairway.publishing.models import Site

__all__ = ["Site", "open_site", "open_sites", "site_of"]


def open_sites() -> list[Site]:
    """Every site the public may read, by title."""
    return list(Site.objects.open().select_related("program").order_by("title", "pk"))


def open_site(slug: str) -> Site | None:
    """The site under this name, if it is open."""
    return Site.objects.open().filter(slug=slug).select_related("program").first()


def site_of(staff: Staff) -> Site | None:
    """The site of her program, open or closed; None while nobody has made one."""
    return Site.objects.visible_to(staff).select_related("program").first()
