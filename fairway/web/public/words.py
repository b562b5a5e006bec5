"""The words of states as the public reads them. A test compares the keys with the codes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STEPS: dict[str, str | Promise] = {
    "received": _("It arrived."),
    "acknowledged": _("You were told that it arrived."),
    "held": _("A person looks at it before anything of it is published."),
    "screened": _("It was looked at."),
    "tagged": _("Staff noted which goals it is about."),
    "themed": _("It was compared with what others said."),
    "considered": _("It was considered for a report."),
    "cited": _("A report cites it."),
    "listed": _("A report lists it among what was sent in."),
    "not-used": _("It was not used."),
    "spam": _("It was taken for spam. If that is wrong, tell us the number."),
    "withdrawn": _("You took it back, and it was erased."),
}
# The files of a released report, what most people want first.
FILES: dict[str, str | Promise] = {
    "report.html": _("The report as a web page"),
    "report.pdf": _("The report to print (PDF)"),
    "report.docx": _("The report for Word"),
    "appendix.xlsx": _("The appendix as a workbook"),
    "activities.csv": _("Activities by goal, as a table (CSV)"),
    "submissions.csv": _("What was sent in, as a table (CSV)"),
    "sources.csv": _("Sources, as a table (CSV)"),
}
DEADLINES: dict[str, str | Promise] = {
    "this-report": _("It came in time and counts for this report."),
    "future-reports": _("It came after the day on which input for this report closed. It is kept for later reports."),
    "no-deadline": _("There is no closing day. It is kept for the next report."),
}  # fmt: skip
ADVICE: dict[str, str | Promise] = {
    "proposed": _("proposed"),
    "evidence-linked": _("proposed"),
    "adopted": _("adopted"),
    "assigned": _("someone is asked to act"),
    "open": _("open"),
    "in-progress": _("in progress"),
    "done": _("done"),
    "no-answer": _("no answer so far"),
}
