"""Pages, releases and exports: every version kept, and who signed it off."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import Q

from fairway.base.ids import new_id
from fairway.base.models import together
from fairway.people.models import Organization, Staff

EDITORS = ("plan-staff", "administrator")
Rows = TypeVar("Rows", bound="models.QuerySet[Any]")


def of_program(rows: Rows, staff: Staff | None, field: str) -> Rows:
    """The scope: plan staff and administrators see what their own program publishes, nobody else any of it here."""
    if staff is None or not staff.is_active or staff.role not in EDITORS:
        return rows.none()
    return rows.filter(**{field: staff.program_id})


class SiteQuerySet(models.QuerySet["Site"]):
    """Filters of sites; the first is the scope."""

    def visible_to(self, staff: Staff | None) -> SiteQuerySet:
        """The site of her own program."""
        return of_program(self, staff, "program_id")

    def open(self) -> SiteQuerySet:
        """Those the public may read."""
        return self.filter(is_open=True)


class Site(models.Model):
    """What one program shows to the public, and how a person there is reached other than by this site.

    Closed until someone opens it.
    """

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.OneToOneField(Organization, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    language = models.CharField(max_length=20, default="en")
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    contact_post = models.CharField(max_length=300, blank=True)
    is_open = models.BooleanField(default=False)
    takes_comments = models.BooleanField(default=True)
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField()

    objects = SiteQuerySet.as_manager()

    def __str__(self) -> str:
        return self.slug


class PageQuerySet(models.QuerySet["Page"]):
    """Filters of pages; the first is the scope."""

    def visible_to(self, staff: Staff | None) -> PageQuerySet:
        """Her own program's pages, in every state."""
        return of_program(self, staff, "site__program_id")

    def public(self) -> PageQuerySet:
        """Those with a published version, on an open site."""
        return self.filter(site__is_open=True, published__isnull=False)


class Page(models.Model):
    """One address of a site. What the public reads is its `published` version; `latest` may be ahead of it."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="pages")
    path = models.CharField(max_length=200)
    latest = models.ForeignKey(
        "PageVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published = models.ForeignKey(
        "PageVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = PageQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "path"], name="page_path")]

    def __str__(self) -> str:
        return f"page {self.public_id}"


class PageVersion(models.Model):
    """One text of a page, as written, with what its reading found. Its state is its latest step.

    `source` is emptied, and the digest kept, when it repeated words that were withdrawn.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        IN_REVIEW = "in-review"
        SIGNED_OFF = "signed-off"
        PUBLISHED = "published"
        REPLACED = "replaced"
        RETIRED = "retired"
        ERASED = "erased"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    source = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=300, blank=True)
    template = models.CharField(max_length=40, blank=True)
    description = models.TextField(blank=True)
    # What lists say of the page.
    link_text = models.CharField(max_length=300, blank=True)
    blurb = models.TextField(blank=True)
    dated_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=20, default="en")
    sort_order = models.IntegerField(default=0)
    # What the search reads: title, description and the words of the text.
    text = models.TextField(blank=True)
    tags = models.JSONField(default=list)
    # [code, detail] of each problem of the page alone; those with other pages are worked out when asked.
    problems = models.JSONField(default=list)
    # [path, anchor] of each link to a page of ours, and the anchors that others may link to.
    links = models.JSONField(default=list)
    anchors = models.JSONField(default=list)
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "number"], name="page_version_number")
        ]

    def __str__(self) -> str:
        return f"page version {self.public_id}"


class PageStep(models.Model):
    """One move of a version: who, when, and why it was sent back or taken down."""

    version = models.ForeignKey(PageVersion, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12, choices=PageVersion.State.choices)
    reason = models.CharField(max_length=300, blank=True)
    moved_by = models.CharField(max_length=80)
    moved_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.state


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Filters of releases; the first is the scope."""

    def visible_to(self, staff: Staff | None) -> ReleaseQuerySet:
        """Her own program's releases, in every state."""
        return of_program(self, staff, "site__program_id")

    def public(self) -> ReleaseQuerySet:
        """Those signed off and not stopped, on an open site."""
        return self.filter(site__is_open=True, state=Release.State.SIGNED)


class Release(models.Model):
    """A set of files frozen together, under one digest. Once signed off it never changes: another one replaces it.

    A stopped release is served no more. When words in it were withdrawn its files lose their bytes and keep their digests.
    """

    class State(models.TextChoices):
        MADE = "made"
        SIGNED = "signed"
        STOPPED = "stopped"

    class Stopped(models.TextChoices):
        WITHDRAWAL = "withdrawal"
        REPLACED = "replaced"
        MISTAKE = "mistake"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    # The report it was built from, by its public id; empty for a set of pages.
    report_id = models.UUIDField(null=True, blank=True)
    language = models.CharField(max_length=20, default="en")
    # Public ids of the passages and submissions that its files rest on, so that a withdrawal finds it.
    rests_on = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.MADE)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    signed_by = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - pair
    signed_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - pair
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.CharField(max_length=12, choices=Stopped.choices, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            together("signed_at", "signed_by"),
            together("stopped_at", "stopped_by"),
            models.UniqueConstraint(fields=["site", "number"], name="release_number"),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_at__isnull=False),
                name="release_signed_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state="stopped") | ~Q(stopped_because=""),
                name="release_stopped_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"release {self.public_id}"


class ReleaseFile(models.Model):
    """One file of a release. `content` is null once erased; name, size and digest stay."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    byte_count = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "name"], name="release_file_name")
        ]

    def __str__(self) -> str:
        return f"release file {self.pk}"


class Export(models.Model):
    """A folder of this machine that the site was written out to, so that a withdrawal can reach it too."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="exports")
    folder = models.CharField(max_length=500)
    digest = models.CharField(max_length=64)
    # The files written, so that one no longer wanted is removed, and nothing that is not ours.
    names = models.JSONField(default=list)
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()
    is_stale = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "folder"], name="export_folder")
        ]

    def __str__(self) -> str:
        return f"export {self.pk}"


class Knock(models.Model):
    """How often someone came to one of the doors in one window of time. `who` is a keyed hash, never an address."""

    door = models.CharField(max_length=20)
    who = models.CharField(max_length=64)
    opens_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["door", "who", "opens_at"], name="knock_window")
        ]

    def __str__(self) -> str:
        return f"{self.door} {self.pk}"
