"""A list as a CSV file that a spreadsheet opens without running anything in it."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from fairway.navigation.worklist.queries import Line
from fairway.web.workbench.worklist import wording
from fairway.web.workbench.worklist.presenters import Row

# What begins a formula in one spreadsheet or another (OWASP, CSV injection).
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(lines: Iterable[Line], *, on: date, language: str) -> Iterator[str]:
    """The file in pieces, in the reader's language; they leave as they are read."""
    writer = csv.writer(_Echo())
    with translation.override(language):
        # The mark by which Excel knows UTF-8.
        yield "\ufeff"
        yield writer.writerow(_heads())
        for line in lines:
            yield writer.writerow([harmless(cell) for cell in _cells(Row(line, on=on))])


def harmless(cell: str) -> str:
    """A cell that begins like a formula gets an apostrophe in front, and is text."""
    return f"'{cell}" if cell.startswith(RISKY) else cell


def _heads() -> list[str]:
    return [
        _("Person"), _("Born"), _("Language"), _("Interpreter"), _("Cancer"), _("Step"), _("State"), _("Days late"),
        _("Due"), _("Why"), _("Next step"), _("Open alerts"), _("Last contact"), _("Next visit"), _("Site"), _("Owner"),
    ]  # fmt: skip


def _cells(row: Row) -> list[str]:
    line = row.line
    return [
        row.name,
        wording.day(line.birth_date, line.birth_precision),
        row.language,
        wording.interpreter(line.interpreter),
        row.cancer,
        row.step,
        str(row.tag.word),
        str(line.days_overdue or ""),
        line.due_on.isoformat() if line.due_on else "",
        row.why,
        row.next_step,
        "; ".join(row.alerts),
        row.last_contact,
        row.visit,
        line.site,
        row.owner,
    ]
