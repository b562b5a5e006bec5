"""The errors found in the sources, as corrections with before, after, reason and source (requirements 5.8, STK-14)."""

from fairway.plan.documents.actions.corrections import correct
from fairway.plan.efforts.models import Activity
from fairway.plan.intake.models import Deadline
from fairway.plan.meetings.models import Agenda
from fairway.plan.panel.actions.efforts import Bodies
from fairway.plan.panel.actions.shelf import Shelf
from fairway.plan.panel.definitions import PanelCorrection, record


def load_corrections(shelf: Shelf, bodies: Bodies) -> None:
    """Record each; where we hold the document, on the passage that says it."""
    for one in record().corrections:
        cited = shelf.cite(one)
        held = shelf.held.get(one.path)
        correct(
            program=shelf.program,
            key=one.key,
            before=one.before,
            after=one.after,
            reason=one.reason,
            source=one.by_source,
            document=held.document if held else None,
            passage=cited.passage,
            about=_about(shelf, one, bodies),
            by=shelf.by,
            at=shelf.at,
        )


def _about(shelf: Shelf, one: PanelCorrection, bodies: Bodies) -> str:
    """The record that carries the right value; empty where only a text errs."""
    if one.organization:
        return f"plan.stakeholder:{bodies[one.organization].pk}"
    if one.activity is not None:
        key = f"IA24-{one.activity:02d}"
        return f"plan.activity:{Activity.objects.get(program=shelf.program, key=key).pk}"
    if one.meeting:
        agendas = Agenda.objects.filter(
            meeting__series__program=shelf.program, meeting__key=one.meeting
        )
        return f"plan.agenda:{agendas.latest('version').pk}"
    if one.deadline:
        rows = Deadline.objects.filter(program=shelf.program, key=one.deadline)
        return f"plan.deadline:{rows.latest('version').pk}"
    return ""
