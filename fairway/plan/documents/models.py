"""Documents as received and the passages they hold: what every theme, sentence and fact rests on.

It knows nothing of who may cite a passage, or for what.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import Q

from fairway.base.ids import new_id
from fairway.base.models import together
from fairway.people.models import Organization, Staff

PLAN_ROLES = ("plan-staff", "administrator")
Rows = TypeVar("Rows", bound="models.QuerySet[Any]")


def of_program(rows: Rows, staff: Staff | None, field: str = "program_id") -> Rows:
    """The scope of everything in the plan: plan staff and administrators see their own program's rows, nobody else any.

    `field` is the way from the row to its program.
    """
    if staff is None or not staff.is_active or staff.role not in PLAN_ROLES:
        return rows.none()
    return rows.filter(**{field: staff.program_id})


class DocumentQuerySet(models.QuerySet["Document"]):
    """Filters of documents; the first is the scope."""

    def visible_to(self, staff: Staff | None) -> DocumentQuerySet:
        """Plan staff and administrators see their own program's documents; nobody else any."""
        return of_program(self, staff)

    def standing(self) -> DocumentQuerySet:
        """Those that nobody withdrew."""
        return self.filter(withdrawn_at__isnull=True)


class Document(models.Model):
    """One thing received or published: a page, a PDF, an e-mail, a form, an attachment. FHIR DocumentReference.

    `key` names it within the program: a path, a Message-ID, a form's id; the same key is read once.
    """

    class Kind(models.TextChoices):
        PAGE = "page"
        SUMMARY = "meeting-summary"
        REPORT = "published-report"
        AGENDA = "agenda"
        TRANSCRIPT = "transcript"
        CHAT = "chat"
        EMAIL = "e-mail"
        FORM = "form"
        SPREADSHEET = "spreadsheet"
        SOCIAL_POST = "social-post"
        ATTACHMENT = "attachment"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    key = models.CharField(max_length=300)
    title = models.CharField(max_length=300, blank=True)
    # The short name under which texts cite it (SEP, IA24); empty for what people send in.
    source_key = models.CharField(max_length=20, blank=True)
    url = models.URLField(max_length=500, blank=True)
    published_on = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField()
    part_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    media_type = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64)
    byte_count = models.PositiveBigIntegerField(default=0)
    page_count = models.PositiveIntegerField(null=True, blank=True)
    # Why there is no text to read: a code of documents.rules (protected, scanned, too-large, ...).
    problem = models.CharField(max_length=30, blank=True)
    is_public = models.BooleanField(default=False)
    withdrawn_by = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - pair
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            together("withdrawn_at", "withdrawn_by"),
            models.UniqueConstraint(fields=["program", "key"], name="document_key"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["program", "kind", "received_at"], name="document_kind")
        ]

    def __str__(self) -> str:
        return f"document {self.public_id}"


class Original(models.Model):
    """The bytes as received, packed (zstd). Sealed once something in them was redacted: only an administrator
    opens a sealed one, and must give a reason, which is not kept. Deleted when the document is withdrawn."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="original")
    packed = models.BinaryField()
    is_sealed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"original of {self.document_id}"


class PassageQuerySet(models.QuerySet["Passage"]):
    """Filters of passages; the first is the scope."""

    def visible_to(self, staff: Staff | None) -> PassageQuerySet:
        """The passages of documents that she may see."""
        return of_program(self, staff, "document__program_id")

    def standing(self) -> PassageQuerySet:
        """Those whose document nobody withdrew."""
        return self.filter(document__withdrawn_at__isnull=True)

    def said(self) -> PassageQuerySet:
        """What somebody said in words of her own: no headings, form text, boilerplate, quoted mail."""
        return self.filter(kind__in=[Passage.Kind.TEXT, Passage.Kind.ROW])


class Passage(models.Model):
    """A run of words of one document, with its page: what a theme or a sentence cites.

    `start` and `end` are character offsets into the document's text (its passages joined by one newline).
    `text` is empty once the document was withdrawn; the row stays, so that counts can say that it is gone.
    """

    class Kind(models.TextChoices):
        TEXT = "text"
        HEADING = "heading"
        ROW = "row"
        FORM_TEXT = "form-text"
        BOILERPLATE = "boilerplate"
        QUOTED = "quoted"

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="passages")
    ordinal = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.TEXT)
    # Which question of the form it answers: goals, partners, progress, challenges, comment; or a section's heading.
    part = models.CharField(max_length=200, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    page_label = models.CharField(max_length=20, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    language = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=32)

    objects = PassageQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "ordinal"], name="passage_ordinal"),
            models.CheckConstraint(condition=Q(end__gte=models.F("start")), name="passage_span"),
        ]
        indexes: ClassVar = [models.Index(fields=["digest"], name="passage_digest")]

    def __str__(self) -> str:
        return f"passage {self.public_id}"


class Redaction(models.Model):
    """Words taken out of a passage before anything is published. The words themselves stay sealed here."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="redactions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    sealed_text = models.TextField()
    reason = models.CharField(max_length=30)
    redacted_by = models.CharField(max_length=80)
    redacted_at = models.DateTimeField()
    undone_by = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - pair
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [together("undone_at", "undone_by")]

    def __str__(self) -> str:
        return f"redaction {self.public_id}"


class Correction(models.Model):
    """What a source says, what is right, why, and who decided (STK-14). The original is kept as it is.

    `about` names the record that carries the corrected value (`plan.activity:12`), empty where only the text errs.
    """

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    program = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    passage = models.ForeignKey(
        Passage, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    about = models.CharField(max_length=80, blank=True)
    before = models.TextField()
    after = models.TextField()
    reason = models.TextField()
    source = models.CharField(max_length=300)
    decided_by = models.CharField(max_length=80)
    decided_at = models.DateTimeField()
    undone_by = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 - pair
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            together("undone_at", "undone_by"),
            models.UniqueConstraint(fields=["program", "key"], name="correction_key"),
        ]

    def __str__(self) -> str:
        return f"correction {self.key}"


class Sourced(models.Model):
    """A fact with its source: a passage where we hold the document, and in any case a key and a page to look up."""

    source = models.CharField(max_length=300)
    source_page = models.CharField(max_length=20, blank=True)
    passage = models.ForeignKey(
        Passage, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a fact stands: what `Sourced` keeps, as one thing to hand over."""

    source: str
    page: str = ""
    passage: Passage | None = None

    def fields(self) -> dict[str, Any]:
        """As the columns of `Sourced`."""
        return {
            "source": self.source[:300],
            "source_page": self.page[:20],
            "passage": self.passage,
        }
