"""Work out clocks from facts and store them: only for people whose facts changed, only the rows that differ.

What must be reckoned is in rules.workup, what must be written in actions.batch; here is who, when, and in which process.
Cost: O(changed people); an unchanged population costs one indexed look. docs/benchmarks.md gives the figures.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from fairway.base.collector import collector_paused
from fairway.navigation.pathways.actions.batch import Batch, Owners, Worked
from fairway.navigation.pathways.models import Standing
from fairway.navigation.pathways.queries.people import Dossier, dossiers
from fairway.navigation.pathways.rules import piped
from fairway.navigation.pathways.rules.workup import History
from fairway.people.models import Organization, Patient

# One transaction, and what is handed over at a time to the process that reckons.
PEOPLE_AT_ONCE = 4_000
PEOPLE_IN_A_SLICE = 400
# A second process takes a third of a second to start: as long as the clocks of so many people.
WORTH_A_PROCESS = 4_000


def evaluate_changed(
    *,
    program: Organization,
    at: datetime,
    on: date,
    report: Callable[[int, int], None] | None = None,
) -> Worked:
    """Work out the clocks of everyone whose facts changed. Each batch is one transaction, so it may be killed.

    `report(done, total)` is called after each batch. Where many wait and there is a second core, it does the reckoning.
    """
    total = Worked()
    # Not as a join: SQLite would begin with every patient of the program, waiting or not.
    hers = Patient.objects.filter(pk=OuterRef("patient_id"), program=program)
    waiting = Standing.objects.filter(Exists(hers))
    count = waiting.count()
    last = 0
    with _reckoning(count) as work_out:
        while marks := dict(
            waiting.filter(patient_id__gt=last)
            .order_by("patient_id")
            .values_list("patient_id", "mark")[:PEOPLE_AT_ONCE]
        ):
            with collector_paused(), transaction.atomic():
                worked = evaluate(patient_ids=list(marks), at=at, on=on, work_out=work_out)
                # Who was marked again meanwhile keeps the new mark, for the next time.
                Standing.objects.filter(patient_id__among=marks, mark__in=marks.values()).delete()
            last = max(marks)
            for name in worked.__struct_fields__:
                setattr(total, name, getattr(total, name) + getattr(worked, name))
            if report is not None:
                report(min(total.people, count), count)
    return total


def _reckoning(people: int) -> AbstractContextManager[piped.WorkOut]:
    is_worth_it = people >= WORTH_A_PROCESS and (os.cpu_count() or 1) > 1
    return piped.beside() if is_worth_it else nullcontext(piped.here)


@transaction.atomic
def evaluate(
    *, patient_ids: Sequence[int], at: datetime, on: date, work_out: piped.WorkOut = piped.here
) -> Worked:
    """Work out the clocks of these people (with the records merged into them) and store what differs.

    `on` is today, for alerts only; milestones depend on facts alone.
    """
    # Two processes that work out one person would both open her case (PostgreSQL; SQLite has one writer anyway).
    list(
        Patient.objects.select_for_update()
        .filter(id__among=patient_ids)
        .order_by("id")
        .values_list("id")
    )
    asked: deque[list[Dossier]] = deque()

    def histories() -> Iterator[list[History]]:
        for people in dossiers(patient_ids, at_once=PEOPLE_IN_A_SLICE):
            asked.append(people)
            yield [dossier.history for dossier in people]

    worked, owners = Worked(people=len(patient_ids)), Owners()
    for answers in work_out(histories(), on=on):
        batch = Batch(at=at, owners=owners)
        for dossier, found in zip(asked.popleft(), answers, strict=True):
            batch.take(dossier, found)
        batch.store(worked)
    return worked
