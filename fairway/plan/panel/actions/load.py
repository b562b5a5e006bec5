"""The whole load: documents first, then the facts that cite them, in one transaction. Again, it changes nothing."""

from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.db import models, transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.people.models import Organization
from fairway.plan.panel.actions.corrected import load_corrections
from fairway.plan.panel.actions.efforts import load_activities, load_organizations, load_synergies
from fairway.plan.panel.actions.meetings import load_meetings
from fairway.plan.panel.actions.shelf import Loaded, Progress, Shelf, keep_all
from fairway.plan.panel.definitions import record
from fairway.plan.panel.rules import column_totals

# What is counted, and the way from each row to its program.
COUNTED = {
    "Document": "program",
    "Passage": "document__program",
    "Stakeholder": "program",
    "Alias": "program",
    "Series": "program",
    "Landmark": "series__program",
    "Hashtag": "series__program",
    "Deadline": "program",
    "Meeting": "series__program",
    "MeetingStep": "meeting__series__program",
    "Agenda": "meeting__series__program",
    "AgendaItem": "agenda__meeting__series__program",
    "Vote": "meeting__series__program",
    "Participant": "meeting__series__program",
    "Presentation": "meeting__series__program",
    "DiscussionPoint": "meeting__series__program",
    "Recording": "meeting__series__program",
    "Summary": "meeting__series__program",
    "Activity": "program",
    "GoalTag": "activity__program",
    "Synergy": "program",
    "Correction": "program",
}


class NothingThere(FairwayError):
    """The folder holds none of the files that a panel's record consists of."""


def quiet(doing: str, done: int, total: int) -> None:
    """No progress is shown."""


@transaction.atomic
def load(
    *, program: Organization, folder: Path, by: str, at: datetime, progress: Progress = quiet
) -> Loaded:
    """Bring a panel's record in: its pages, its PDFs, and the facts of requirements 5.4 to 5.8, each with its source.

    Raises NothingThere; DocumentChanged where a file differs from the one kept; TableNotFound.
    """
    folder = folder.resolve()
    paths = sorted([*folder.glob("*.pdf"), *folder.glob("site/**/*.md")])
    expected = [one.path for one in record().sources if one.path]
    missing = [name for name in expected if not (folder / name).is_file()]
    if missing:
        raise NothingThere(
            "The folder has no {file}. Give the folder that holds the summary, the assessment and site/.",
            file=missing[0],
        )
    before = _counts(program)
    shelf = Shelf(program, folder, by, at, progress)
    unread = keep_all(shelf, paths)
    bodies = load_organizations(shelf)
    rows = load_activities(shelf, bodies)
    load_meetings(shelf, bodies)
    load_synergies(shelf, bodies)
    load_corrections(shelf, bodies)
    after = _counts(program)
    new = {name: after[name] - before[name] for name in COUNTED}
    audit.record("panel.loaded", about=program, by=by, at=at, program_id=program.pk, new=new)
    return Loaded(
        new=new,
        there=before,
        not_found=tuple(shelf.not_found),
        unread=tuple(unread),
        totals=column_totals(rows),
    )


def _counts(program: Organization) -> dict[str, int]:
    found: dict[str, type[models.Model]] = {name: apps.get_model("plan", name) for name in COUNTED}
    return {
        name: model._default_manager.filter(**{COUNTED[name]: program}).count()
        for name, model in found.items()
    }
