"""Resources that came before the person they speak of: read again when she is here."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from fairway.exchange import ledger
from fairway.exchange.fhir.read import Subject, read
from fairway.exchange.handover import Handover
from fairway.exchange.intake import Intake
from fairway.exchange.models import Pack, Received, Waiting
from fairway.people.models import Identifier

AT_ONCE = 2000


def place_waiting(intake: Intake) -> None:
    """Use every waiting resource whose person has come, whichever import brought it. May be killed and run again."""
    while _some(intake):
        pass


@transaction.atomic
def _some(intake: Intake) -> bool:
    ledger.only_writer(intake.program.pk)
    here = Identifier.objects.filter(
        program=intake.program, system=OuterRef("subject_system"), value=OuterRef("subject_value")
    )
    waiting = Waiting.objects.filter(program=intake.program)
    rows = list(waiting.filter(Exists(here)).order_by("pack_id", "entry")[:AT_ONCE])
    intake.persons.look_up(Subject(row.subject_system, row.subject_value) for row in rows)
    handover = Handover(intake.program, intake.zone, at=intake.at)
    for key in dict.fromkeys(row.pack_id for row in rows):
        pack = Pack.objects.select_related("file").get(pk=key)
        mine = [row for row in rows if row.pack_id == key]
        _read_again(intake, handover, pack, mine)
        intake.summary.used_late(len(mine), is_ours=pack.run_id == intake.run.pk)
    handover.store(intake.persons)
    handover.add_to(intake.summary)
    Waiting.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return bool(rows)


def _is_latest(intake: Intake, pack: Pack, row: Waiting, entry: ledger.Entry) -> bool:
    """A newer version has come meanwhile: what it says holds, and this one stays unused (a refuted diagnosis)."""
    scope = f"{intake.program.pk}/{pack.file.source}/".encode()
    latest = Received.objects.filter(
        pk=ledger.key_of(scope, entry.resource_type, entry.resource_id)
    ).first()
    return latest is None or (latest.pack_id, latest.entry) == (pack.pk, row.entry)


def _read_again(intake: Intake, handover: Handover, pack: Pack, rows: list[Waiting]) -> None:
    body, entries = ledger.body(pack), ledger.entries(pack)
    context = intake.context({}, pack.file.source)
    for row in rows:
        entry = entries[row.entry]
        if not _is_latest(intake, pack, row, entry):
            continue
        found = read(
            body[entry.offset : entry.offset + entry.length], context, default_id=entry.resource_id
        )
        # A Bundle's references were resolved when it came; the row remembers whom it means.
        person = intake.persons.known(Subject(row.subject_system, row.subject_value))
        handover.give(found, person)
