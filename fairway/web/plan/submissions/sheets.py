"""The queue as a file that a spreadsheet opens without running anything in it; the disclaimer goes with it (STK-17)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

import openpyxl
from django.utils import translation
from django.utils.translation import gettext as _

from fairway.plan.intake.queries import Line
from fairway.plan.intake.rules import receipt_number
from fairway.web.plan.submissions import words
from fairway.web.workbench.worklist.sheets import harmless


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(lines: Iterable[Line], *, language: str) -> Iterator[str]:
    """The file in pieces, as they are read."""
    writer = csv.writer(_Echo())
    # The mark by which Excel knows UTF-8.
    yield "\ufeff"
    for row in _rows(lines, language):
        yield writer.writerow(row)


def as_xlsx(lines: Iterable[Line], *, language: str) -> bytes:
    """The same rows as an Excel file."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(_("Submissions"))
    for row in _rows(lines, language):
        sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def disclaimers() -> tuple[str, str]:
    """What every file says of itself."""
    return (
        _("What people sent in. It is their view, not that of the panel or of this program."),
        _("This program is not affiliated with any government."),
    )


def _rows(lines: Iterable[Line], language: str) -> Iterator[list[str]]:
    with translation.override(language):
        yield [
            _("Receipt"), _("Received"), _("Channel"), _("State"), _("Report"), _("Organization"),
            _("Goals by the submitter"), _("Goals by staff"), _("Language"), _("May we quote?"), _("May we name?"),
            _("Same words as"), _("Campaign"), _("Words"),
        ]  # fmt: skip
        for line in lines:
            yield [harmless(cell) for cell in _cells(line)]
        for sentence in disclaimers():
            yield [sentence]


def _cells(line: Line) -> list[str]:
    one = line.submission
    said = {True: _("Yes"), False: _("No"), None: _("Not asked")}
    # What a person has not looked at yet does not leave in a file.
    beginning = _("(held)") if line.open_holds else line.beginning
    return [
        receipt_number(one.public_id),
        one.received_at.isoformat(),
        str(words.CHANNELS[one.channel]),
        str(words.STATES[one.state][0]),
        str(words.CLASSES[one.deadline_class][0]),
        one.stakeholder.name if one.stakeholder else one.affiliation,
        ", ".join(line.tags.get("submitter", [])),
        ", ".join(line.tags.get("staff", [])),
        one.language,
        said[one.may_quote],
        said[one.may_name],
        str(one.same_as_id or ""),
        str(one.campaign_id or ""),
        beginning,
    ]
