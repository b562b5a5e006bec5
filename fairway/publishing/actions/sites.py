"""Opening a program's public site, and closing it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.people.models import Organization
from fairway.publishing.models import Site

FIELDS = frozenset(
    [
        "title",
        "about",
        "language",
        "contact_email",
        "contact_phone",
        "contact_post",
        "is_open",
        "takes_comments",
    ]
)


class NoOtherWay(FairwayError):
    """A site without a telephone, an e-mail or a postal address: technology must not be the only way (DESIGN 2, rule 1)."""


@transaction.atomic
def set_up_site(*, program: Organization, slug: str, by: str, at: datetime, **said: Any) -> Site:
    """Make the program's site, or change it. It stays closed until `is_open=True` is said.

    Raises NoOtherWay when it would be open with no other way to reach a person.
    """
    if unknown := said.keys() - FIELDS:
        raise TypeError(f"A site has no {', '.join(sorted(unknown))}.")
    site = Site.objects.select_for_update().filter(program=program).first()
    if site is None:
        site = Site(program=program, opened_by=by, opened_at=at, title=program.name)
    site.slug = slug
    for field, value in said.items():
        setattr(site, field, value)
    if site.is_open and not (site.contact_email or site.contact_phone or site.contact_post):
        raise NoOtherWay(
            "The site of program {program} names no e-mail, telephone or postal address. Add one, so that nobody needs this site to be heard, and open it again.",
            program=program.pk,
        )
    site.save()
    audit.record(
        "site.set-up", about=site, by=by, at=at, program_id=program.pk, is_open=site.is_open
    )
    return site
