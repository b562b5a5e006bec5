"""One factory a model of fairway.plan.documents; made-up words only."""

from datetime import UTC, datetime
from hashlib import sha256

import factory
from factory.django import DjangoModelFactory

from fairway.plan.documents import models
from tests.factories.people import ProgramFactory

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


class DocumentFactory(DjangoModelFactory):
    """A page of a program."""

    class Meta:
        model = models.Document

    program = factory.SubFactory(ProgramFactory)
    kind = models.Document.Kind.PAGE
    key = factory.Sequence(lambda n: f"document-{n}")
    title = factory.Sequence(lambda n: f"Document {n}")
    received_at = AT
    media_type = "text/markdown"
    digest = factory.LazyAttribute(lambda made: sha256(made.key.encode()).hexdigest())


class OriginalFactory(DjangoModelFactory):
    """The packed bytes of a document."""

    class Meta:
        model = models.Original

    document = factory.SubFactory(DocumentFactory)
    packed = b""


class PassageFactory(DjangoModelFactory):
    """A paragraph; `text=` to choose the words."""

    class Meta:
        model = models.Passage

    document = factory.SubFactory(DocumentFactory)
    ordinal = factory.Sequence(lambda n: n)
    text = factory.Sequence(lambda n: f"Passage {n} of a made-up document.")
    start = 0
    end = factory.LazyAttribute(lambda made: len(made.text))
    digest = factory.LazyAttribute(lambda made: sha256(made.text.encode()).hexdigest()[:32])


class RedactionFactory(DjangoModelFactory):
    """The first four characters of a passage, taken out."""

    class Meta:
        model = models.Redaction

    passage = factory.SubFactory(PassageFactory)
    start = 0
    end = 4
    sealed_text = "Pass"
    reason = "health-detail"
    redacted_by = "staff:1"
    redacted_at = AT


class CorrectionFactory(DjangoModelFactory):
    """What a source says, and what is right."""

    class Meta:
        model = models.Correction

    program = factory.SubFactory(ProgramFactory)
    key = factory.Sequence(lambda n: f"correction-{n}")
    before = "100,00"
    after = "100,000"
    reason = "A digit is missing."
    source = "Example source, page 1"
    decided_by = "staff:1"
    decided_at = AT
