"""The codes of documents and passages, in words."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fairway.plan.goals.rules import codes, label

KINDS: dict[str, str | Promise] = {
    "page": _("Page"),
    "meeting-summary": _("Meeting summary"),
    "published-report": _("Published report"),
    "agenda": _("Agenda"),
    "transcript": _("Transcript"),
    "chat": _("Meeting chat"),
    "e-mail": _("E-mail"),
    "form": _("Web form"),
    "spreadsheet": _("Spreadsheet"),
    "social-post": _("Social post"),
    "attachment": _("Attachment"),
}
# Why there is no text, or not all of it (documents.rules.Problem).
PROBLEMS: dict[str, str | Promise] = {
    "protected": _("The file is protected by a password: nothing in it could be read. Ask its sender for an open copy."),
    "scanned": _("The file holds pictures of pages and no text. Read the original, or have it typed."),
    "too-large": _("The file is larger than what is read here. Only its name and size were kept."),
    "damaged": _("The file is damaged or cut off. What could be read stands below; ask its sender for a whole copy."),
    "bomb": _("The file unpacks to far more than it should and was not opened. Do not open it elsewhere."),
    "macros": _("The file holds macros. Its text was read; do not open the original in an office program."),
    "unknown-type": _("Files of this kind cannot be read here. The original is kept as it came."),
}  # fmt: skip
TROUBLES: dict[str, str | Promise] = {
    "withdrawn": _("Withdrawn: the words were erased and nothing may rest on them."),
    "spam": _("Judged to be spam: nothing may rest on it."),
    "held": _("Held: someone must look at this submission before anything rests on it."),
}


def goals(on: date) -> list[tuple[str, str]]:
    """The goals as choices, each by its code and what it was called on a day."""
    language = get_language() or "en"
    return [(one, f"{one} {label(one, on=on, language=language)}") for one in codes()]
