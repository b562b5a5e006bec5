"""The codes of reports, sentences and recommendations, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REPORT_STATES: dict[str, tuple[str | Promise, str]] = {
    "draft": (_("Draft"), "note"),
    "delivered": (_("Delivered"), "good"),
    "published": (_("Published"), "good"),
}
SECTION_KINDS: dict[str, str | Promise] = {
    "opening": _("Opening"),
    "theme": _("Theme"),
    "recommendation": _("About a recommendation"),
    "closing": _("Closing"),
}
STATES: dict[str, tuple[str | Promise, str]] = {
    "proposed": (_("Proposed"), "quiet"),
    "evidence-linked": (_("Evidence linked"), "quiet"),
    "adopted": (_("Adopted"), "note"),
    "assigned": (_("Assigned"), "note"),
    "open": (_("Open"), "soon"),
    "in-progress": (_("In progress"), "soon"),
    "done": (_("Done"), "good"),
    "no-answer": (_("No answer"), "alert"),
}
TRACKED = ("open", "in-progress", "done", "no-answer")
HELD: dict[str, str | Promise] = {
    "withdrawn": _("Something it rested on was withdrawn. Write it anew, or remove it."),
}
# What stands against a build (reports.build.gather), and what to do.
PROBLEMS: dict[str, str | Promise] = {
    "no-source": _("It rests on nothing. Cite a passage, or remove it."),
    "source-withdrawn": _("A source was withdrawn. Take it off, cite another, or remove the sentence."),
    "source-spam": _("A source was judged to be spam. Cite another."),
    "source-held": _("A source waits for someone to look at it. Decide its hold first, or cite another."),
    "source-redacted": _("Words were taken out of a source after this was written. Read it again and save it."),
    "held-sentence": _("It is held. Write it anew, or remove it."),
    "no-words": _("It has no words. Write them, or remove it."),
    "unknown-figure": _("A figure in braces cannot be counted. Use those named beside the field."),
    "quote-changed": _("The quoted words read otherwise by now. Quote them again."),
    "quote-not-cited": _("The quoted passage is not among its sources. Cite it, or remove the sentence."),
    "may-not-quote": _("Permission to quote was not given, or was taken back. Tell it in words of your own."),
    "theme-not-accepted": _("It rests on a theme that nobody accepted yet. Judge the theme first."),
    "no-evidence": _("It rests on no theme. Link at least one."),
    "no-sections": _("The report says nothing yet. Add a section."),
}  # fmt: skip
ABOUT: dict[str, str | Promise] = {
    "section": _("Section"),
    "sentence": _("Sentence"),
    "recommendation": _("Recommendation"),
    "report": _("Report"),
}
FILES: dict[str, str | Promise] = {
    "report.html": _("Web page"),
    "report.pdf": _("PDF to print and read aloud"),
    "report.docx": _("Word file"),
    "appendix.xlsx": _("Appendix as a workbook"),
    "activities.csv": _("Activities by goal (CSV)"),
    "submissions.csv": _("Submissions listed (CSV)"),
    "sources.csv": _("Sources (CSV)"),
}
