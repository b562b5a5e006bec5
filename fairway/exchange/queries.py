"""Reads over what was imported."""

from django.db.models import Count

from fairway.exchange.models import ImportRun, Quarantined, ReceivedFile
from fairway.exchange.summary import SHOWN, Place
from fairway.navigation.pathways.models import Event
from fairway.people.models import Organization


def cancers_found(program: Organization) -> dict[str, int]:
    """People of the program with a confirmed diagnosis, by cancer. One scan of the program's diagnoses."""
    rows = (
        Event.objects.filter(
            program=program, kind="diagnosis", certainty="confirmed", is_current=True
        )
        .filter(is_retraction=False)
        .exclude(cancer="")
        .values_list("cancer")
        .annotate(people=Count("patient", distinct=True))
    )
    return dict(sorted(rows))


def places_of(file: ReceivedFile) -> list[Place]:
    """The first quarantined lines of a file."""
    rows = Quarantined.objects.filter(file=file).order_by("line", "pk")[:SHOWN]
    return [Place(file.name, row.line, row.path, row.reason) for row in rows]


def recent_imports(program: Organization, *, limit: int = 20) -> list[ImportRun]:
    """The latest runs, for the workbench."""
    return list(ImportRun.objects.filter(program=program).order_by("-pk")[:limit])
