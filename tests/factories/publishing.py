"""One factory a model of fairway.publishing; made-up pages only."""

import hashlib
from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from fairway.publishing import models
from tests.factories.people import ProgramFactory

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


class SiteFactory(DjangoModelFactory):
    """An open site of a program."""

    class Meta:
        model = models.Site

    program = factory.SubFactory(ProgramFactory)
    slug = factory.Sequence(lambda n: f"site-{n}")
    title = factory.Sequence(lambda n: f"Example Plan {n}")
    contact_email = "plan@example.org"
    contact_phone = "555-0100"
    is_open = True
    opened_by = "staff:1"
    opened_at = AT


class PageFactory(DjangoModelFactory):
    """A page without a version."""

    class Meta:
        model = models.Page

    site = factory.SubFactory(SiteFactory)
    path = factory.Sequence(lambda n: f"page-{n}")


class PageVersionFactory(DjangoModelFactory):
    """A draft."""

    class Meta:
        model = models.PageVersion

    page = factory.SubFactory(PageFactory)
    number = factory.Sequence(lambda n: n + 1)
    source = "---\ntitle: A page\ndescription: Made up.\n---\nWords.\n"
    digest = factory.LazyAttribute(lambda made: hashlib.sha256(made.source.encode()).hexdigest())
    title = "A page"
    template = "single_page"
    written_by = "staff:1"
    written_at = AT


class PageStepFactory(DjangoModelFactory):
    """The first step of a version."""

    class Meta:
        model = models.PageStep

    version = factory.SubFactory(PageVersionFactory)
    state = models.PageVersion.State.DRAFT
    moved_by = "staff:1"
    moved_at = AT


class ReleaseFactory(DjangoModelFactory):
    """A release that waits to be signed off."""

    class Meta:
        model = models.Release

    site = factory.SubFactory(SiteFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "A report"
    digest = "0" * 64
    made_by = "staff:1"
    made_at = AT


class ReleaseFileFactory(DjangoModelFactory):
    """A file of a release."""

    class Meta:
        model = models.ReleaseFile

    release = factory.SubFactory(ReleaseFactory)
    name = "report.html"
    media_type = "text/html"
    content = b"<p>made up</p>"
    byte_count = factory.LazyAttribute(lambda made: len(made.content))
    digest = factory.LazyAttribute(lambda made: hashlib.sha256(made.content).hexdigest())


class ExportFactory(DjangoModelFactory):
    """A folder that was written."""

    class Meta:
        model = models.Export

    site = factory.SubFactory(SiteFactory)
    folder = factory.Sequence(lambda n: f"/nowhere/{n}")
    digest = "0" * 64
    written_by = "staff:1"
    written_at = AT


class KnockFactory(DjangoModelFactory):
    """A visit to the comment form."""

    class Meta:
        model = models.Knock

    door = "comment"
    who = factory.Sequence(lambda n: f"{n:064d}")
    opens_at = AT
