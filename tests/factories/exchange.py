"""One factory a model of fairway.exchange."""

import factory
from factory.django import DjangoModelFactory

from fairway.exchange import models
from tests.factories.people import AT, ProgramFactory


class ImportRunFactory(DjangoModelFactory):
    """One call of the importer."""

    class Meta:
        model = models.ImportRun

    program = factory.SubFactory(ProgramFactory)
    path = "records"
    started_by = "system:import"
    started_at = AT


class ReceivedFileFactory(DjangoModelFactory):
    """A file by its content."""

    class Meta:
        model = models.ReceivedFile

    first_run = factory.SubFactory(ImportRunFactory)
    program = factory.SelfAttribute("first_run.program")
    source = "source:0"
    digest = factory.Sequence(lambda n: f"{n:064x}")
    name = "Patient.ndjson"
    size = 1
    received_at = AT


class PackFactory(DjangoModelFactory):
    """Compressed bytes of a file."""

    class Meta:
        model = models.Pack

    file = factory.SubFactory(ReceivedFileFactory)
    run = factory.SelfAttribute("file.first_run")
    first_line = 1
    body = b""
    directory = b""


class ReceivedFactory(DjangoModelFactory):
    """The latest content of one resource."""

    class Meta:
        model = models.Received

    key = factory.Sequence(lambda n: n)
    content = 0
    pack = factory.SubFactory(PackFactory)
    entry = 0


class OtherVersionFactory(ReceivedFactory):
    """A content that is not the latest."""

    class Meta:
        model = models.OtherVersion


class WaitingFactory(DjangoModelFactory):
    """A resource that waits for its person."""

    class Meta:
        model = models.Waiting

    pack = factory.SubFactory(PackFactory)
    program = factory.SelfAttribute("pack.file.program")
    subject_system = "source:0"
    subject_value = factory.Sequence(lambda n: f"Patient/{n}")
    entry = 0


class QuarantinedFactory(DjangoModelFactory):
    """A line that could not be read."""

    class Meta:
        model = models.Quarantined

    file = factory.SubFactory(ReceivedFileFactory)
    run = factory.SelfAttribute("file.first_run")
    line = 1
    reason = "is not JSON"
