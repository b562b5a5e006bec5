"""Pages, releases, and what is open to the public."""

from typing import Any

from fairway.publishing.actions.pages import save_page
from fairway.publishing.models import Release, Site
from tests.factories.plan_meetings import MeetingFactory, MeetingStepFactory
from tests.factories.publishing import (
    AT,
    PageFactory,
    PageVersionFactory,
    ReleaseFactory,
    ReleaseFileFactory,
    SiteFactory,
)
from tests.repository.plan_rows import PlanRow, PlanWorld

NO_TOKEN = {"token": "no-such-token"}


def a_site(world: PlanWorld) -> Site:
    return Site.objects.filter(program=world.program).first() or SiteFactory(program=world.program, slug="ours")  # fmt: skip


def site(world: PlanWorld) -> dict[str, Any]:
    return {"site": a_site(world).slug}


def hers(world: PlanWorld) -> dict[str, Any]:
    """Her program has a site; the address itself names none."""
    a_site(world)
    return {}


def page(world: PlanWorld) -> dict[str, Any]:
    version = save_page(site=a_site(world), path="about", source="---\ntitle: A\n---\nB", by=world.hers.actor, at=AT)  # fmt: skip
    return {"page": version.page.public_id}


def version(world: PlanWorld) -> dict[str, Any]:
    saved = save_page(site=a_site(world), path="about", source="---\ntitle: A\n---\nB", by=world.hers.actor, at=AT)  # fmt: skip
    return {"version": saved.public_id}


def published(world: PlanWorld) -> dict[str, Any]:
    page = PageFactory(site=a_site(world), path="about")
    page.published = PageVersionFactory(page=page, state="published", tags=["Tag"])
    page.save()
    return site(world) | {"path": "about"}


def tag(world: PlanWorld) -> dict[str, Any]:
    published(world)
    return site(world) | {"tag": "tag"}


def release(world: PlanWorld) -> dict[str, Any]:
    return {"release": ReleaseFactory(site=a_site(world), made_by=world.colleague.actor).public_id}


def release_file(world: PlanWorld) -> dict[str, Any]:
    file = ReleaseFileFactory(release__site=a_site(world))
    return {"release": file.release.public_id, "name": file.name}


def signed(world: PlanWorld) -> dict[str, Any]:
    file = ReleaseFileFactory(release__site=a_site(world), release__number=1)
    Release.objects.update(state="signed", signed_by=world.hers.actor, signed_at=AT)
    return site(world) | {"number": file.release.number}


def signed_file(world: PlanWorld) -> dict[str, Any]:
    return signed(world) | {"name": "report.html"}


def meeting(world: PlanWorld) -> dict[str, Any]:
    found = MeetingFactory(series__program=world.program, takes_registrations=True, starts_on="2099-01-01", ends_on="2099-01-01")  # fmt: skip
    MeetingStepFactory(meeting=found, state="announced")
    return site(world) | {"meeting": found.public_id}


def everyone(route: str, status: int, arguments: Any, **fields: Any) -> PlanRow:
    """The same for all."""
    return PlanRow(route, status, status, status, status, status, arguments=arguments, **fields)


def no_token(world: PlanWorld) -> dict[str, Any]:
    return NO_TOKEN


ROWS: list[PlanRow] = [
    PlanRow("pages", 302, 200, 200, 200, 403, arguments=hers),
    PlanRow("pages_import", 302, 422, 422, 302, 403, method="post", arguments=hers),
    PlanRow("pages_move", 302, 302, 302, 302, 403, method="post", arguments=hers),
    PlanRow("page_new", 302, 200, 200, 302, 403, arguments=hers),
    PlanRow("site", 302, 200, 200, 200, 403, arguments=hers),
    PlanRow("pages_export", 302, 200, 200, 302, 403, arguments=hers),
    PlanRow("page", 302, 200, 200, 404, 403, arguments=page),
    PlanRow("page_write", 302, 200, 200, 302, 403, arguments=page),
    PlanRow("page_version", 302, 200, 200, 404, 403, arguments=version),
    PlanRow("page_move", 302, 302, 302, 404, 403, method="post", arguments=version, data={"to": "in-review"}),
    PlanRow("releases", 302, 200, 200, 302, 403, arguments=hers),
    PlanRow("release", 302, 200, 200, 404, 403, arguments=release),
    PlanRow("release_sign", 302, 302, 302, 404, 403, method="post", arguments=release),
    PlanRow("release_stop", 302, 302, 302, 404, 403, method="post", arguments=release),
    PlanRow("release_again", 302, 302, 302, 404, 403, method="post", arguments=release),
    PlanRow("release_file", 302, 200, 200, 404, 403, arguments=release_file),
    everyone("public_home", 302, hers),
    everyone("public_site", 200, site),
    everyone("public_page", 200, published),
    everyone("public_blogs", 200, site),
    everyone("public_tag", 200, tag),
    everyone("public_search", 200, site),
    everyone("public_feed", 200, site),
    everyone("public_sitemap", 200, site),
    everyone("public_meetings", 200, site),
    everyone("public_meeting", 200, meeting),
    everyone("public_calendar", 200, meeting),
    everyone("public_register", 200, meeting),
    everyone("public_goals", 200, site),
    everyone("public_reports", 200, site),
    everyone("public_release", 200, signed),
    everyone("public_release_file", 200, signed_file),
    everyone("public_comment", 200, site),
    everyone("comment_status", 404, no_token),
    everyone("comment_receipt", 404, no_token),
    everyone("comment_withdraw", 404, no_token),
    everyone("registration", 404, no_token),
]  # fmt: skip

PUBLIC: set[str] = {row.route for row in ROWS if row.route.startswith("public_")} | {
    "comment_status",
    "comment_receipt",
    "comment_withdraw",
    "registration",
}
