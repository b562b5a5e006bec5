"""The words of our codes about submissions. A test compares the keys with the codes."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATES: dict[str, tuple[str | Promise, str]] = {
    "received": (_("Received"), "soon"),
    "acknowledged": (_("Acknowledged"), "soon"),
    "held": (_("Held for a person"), "alert"),
    "screened": (_("Screened"), "note"),
    "tagged": (_("Tagged with goals"), "note"),
    "themed": (_("In a theme"), "note"),
    "considered": (_("Considered"), "note"),
    "cited": (_("Cited"), "good"),
    "listed": (_("Listed"), "good"),
    "not-used": (_("Not used"), "quiet"),
    "spam": (_("Spam"), "quiet"),
    "withdrawn": (_("Withdrawn"), "quiet"),
}
MOVES: dict[str, str | Promise] = {
    "screened": _("Put back to screened"),
    "tagged": _("Tagged with goals"),
    "themed": _("It is in a theme"),
    "considered": _("Considered"),
    "cited": _("Cited in a report"),
    "listed": _("Listed in a report"),
    "not-used": _("Not used (say why)"),
    "spam": _("Spam (say why)"),
}
CHANNELS: dict[str, str | Promise] = {
    "form": _("Web form"),
    "e-mail": _("E-mail"),
    "meeting": _("Meeting"),
    "chat": _("Meeting chat"),
    "spreadsheet": _("Spreadsheet"),
    "social-post": _("Social post"),
    "letter": _("Letter or file"),
}
CLASSES: dict[str, tuple[str | Promise, str]] = {
    "this-report": (_("For this report"), "good"),
    "future-reports": (_("For later reports"), "soon"),
    "no-deadline": (_("No deadline"), "quiet"),
}
HOLDS: dict[str, str | Promise] = {
    "health-detail": _("Personal detail"),
    "spam": _("May be spam"),
    "no-text": _("No text could be read"),
    "attachment-only": _("Only an attachment"),
    "unsafe-file": _("Unsafe file"),
}
DECISIONS: dict[str, str | Promise] = {
    "released": _("Released as it is"),
    "redacted": _("Words taken out"),
    "spam": _("Called spam"),
}
# Rules of code and not of screening.toml, and the problems of documents.
RULES: dict[str, str | Promise] = {
    "many-links": _("mostly links"),
    "same-word": _("one word over and over"),
    "no-words": _("there are no words in it"),
    "protected": _("a file has a password"),
    "scanned": _("a file holds pictures of words; somebody must type them"),
    "too-large": _("a file was too large to be kept; ask for a smaller one"),
    "damaged": _("a file is damaged or cut off"),
    "bomb": _("an archive unpacks to far more than it should; it was not opened"),
    "macros": _("a file holds macros; they were not run, do not open it unwarned"),
    "unknown-type": _("a file of a kind that cannot be read"),
}
PARTS: dict[str, str | Promise] = {
    "goals": _("What they do toward the goals"),
    "partners": _("Partners"),
    "progress": _("Progress"),
    "challenges": _("Challenges and lessons"),
    "comment": _("Comment"),
}
KINDS: dict[str, str | Promise] = {
    "form-text": _("text of the template"),
    "boilerplate": _("greeting, footer or pointer"),
    "quoted": _("quoted from someone else"),
}
TO_DO: dict[str, str | Promise] = {
    "acknowledge": _("To acknowledge"),
    "tag": _("To tag with goals"),
    "link": _("To link with an organization"),
    "answer": _("To decide: cited, listed or not used"),
}
LANGUAGES: dict[str, str | Promise] = {
    "en": _("English"),
    "es": _("Spanish"),
    "unknown": _("Not known"),
}
FILE_KINDS: dict[str, str | Promise] = {
    "mailbox": _("Mailbox (.mbox): many mails"),
    "mail": _("One mail (.eml)"),
    "spreadsheet": _("Spreadsheet (.csv, .xlsx): one comment a row"),
    "chat": _("Chat of a meeting (.txt): one comment a message"),
    "letter": _("One letter, statement or transcript (.pdf, .docx, .txt, .html, .vtt, .zip)"),
}
FIELDS: dict[str, str | Promise] = {
    "comment": _("Comment"),
    "goals": _("What they do toward the goals"),
    "partners": _("Partners"),
    "progress": _("Progress"),
    "challenges": _("Challenges and lessons"),
    "goal_codes": _("Goals (numbers or codes)"),
    "received": _("When it was received"),
    "name": _("Name"),
    "affiliation": _("Organization"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "address": _("Address"),
    "subject": _("Subject"),
    "language": _("Language"),
    "may_quote": _("May we quote?"),
    "may_name": _("May we name?"),
    "accommodation": _("Accommodation needs"),
    "id": _("Number in the other system"),
}
TROUBLES: dict[str, str | Promise] = {
    "cut": _("The file ends within this mail. It was left out; send the whole mailbox again and it comes in."),
    "too-large": _("Larger than can be kept. Its first part went in; ask for the attachments by another way."),
    "no-words": _("The row says nothing in the columns that hold what people said."),
    "private": _("A private message; it was not said to everyone and was left out."),
    "refused": _("It could not be taken in."),
}  # fmt: skip
FINDINGS: dict[str, str | Promise] = {
    "no-name": _("The column has no name."),
    "duplicate-column": _("Another column has the same name."),
    "unknown-column": _("We do not know this name. Choose what it holds, or leave it out."),
    "no-words": _("No column is said to hold what people said. Choose one."),
    "field-twice": _("Two columns are said to hold the same. The words of both are joined."),
    "empty-column": _("The column is empty."),
    "open-looks-closed": _("Few different answers: it looks like a choice and not like a comment."),
    "closed-looks-open": _("Long answers: it looks like a comment and is left out."),
    "not-a-email": _("Some cells are no e-mail addresses."),
    "not-a-received": _("Some cells are no dates; those rows count as received when you say below."),
    "not-a-goal-codes": _("Some cells name no goal; those rows come in without goals."),
    "not-a-may-quote": _("Some cells are neither yes nor no; those are kept as not asked."),
    "not-a-may-name": _("Some cells are neither yes nor no; those are kept as not asked."),
    "id-twice": _("Some numbers stand twice."),
    "row-too-wide": _("Some rows have more cells than the header; their last cells are left out."),
    "same-row": _("Some rows are alike to the last cell; each still counts as a submission."),
}  # fmt: skip


def moment(at: datetime, zone: ZoneInfo) -> str:
    """A moment at the program's place."""
    return date_format(at.astimezone(zone), "DATETIME_FORMAT")


def day(on: date) -> str:
    """A day."""
    return date_format(on, "DATE_FORMAT")
