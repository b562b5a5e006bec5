"""What a text makes of itself as a version of a page. Nothing is kept here."""

from fairway.publishing.models import Page, PageVersion, Site
from fairway.publishing.rules.render import render
from fairway.publishing.rules.source import take_apart


def version_from(source: str, *, page: Page, site: Site) -> PageVersion:
    """The version that a text makes, unsaved: what it says of itself, and what is amiss with it."""
    taken = take_apart(source)
    found = render(taken, path=page.path)
    front = taken.front
    tags = dict.fromkeys((*front.tags, *found.hashtags))
    return PageVersion(
        page=page,
        source=source,
        title=front.title[:300],
        template=front.template[:40],
        description=front.description,
        link_text=front.link_text[:300],
        blurb=front.blurb,
        dated_on=front.dated_on,
        language=front.language or site.language,
        sort_order=front.sort_order,
        text=f"{front.title}\n{front.description}\n{front.blurb}\n{found.text}",
        tags=list(tags),
        problems=[list(one) for one in (*taken.problems, *found.problems)],
        links=[list(one) for one in found.links],
        anchors=list(found.anchors),
    )
