"""The words of our codes about pages and releases. A test compares the keys with the codes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATES: dict[str, tuple[str | Promise, str]] = {
    "draft": (_("Draft"), "quiet"),
    "in-review": (_("In review"), "soon"),
    "signed-off": (_("Signed off"), "note"),
    "published": (_("Published"), "good"),
    "replaced": (_("Replaced by a newer one"), "quiet"),
    "retired": (_("Taken down"), "quiet"),
    "erased": (_("Erased: it repeated words that were withdrawn"), "alert"),
}
MOVES: dict[tuple[str, str], str | Promise] = {
    ("draft", "in-review"): _("Send for review"),
    ("in-review", "draft"): _("Send back"),
    ("in-review", "signed-off"): _("Sign off"),
    ("signed-off", "draft"): _("Send back"),
    ("signed-off", "published"): _("Publish"),
    ("published", "retired"): _("Take down"),
}
BULK: dict[str, str | Promise] = {
    "in-review": _("Send for review"),
    "signed-off": _("Sign off"),
    "published": _("Publish"),
}
PROBLEMS: dict[str, str | Promise] = {
    "no-front-matter": _("It has no front matter"),
    "bad-front-matter": _("Its front matter cannot be read"),
    "bad-value": _("A value in the front matter cannot be read"),
    "unknown-key": _("The front matter has a key that we do not know"),
    "unknown-template": _("Its template is unknown; it is shown as a single page"),
    "missing-title": _("It has no title"),
    "missing-description": _("It has no description"),
    "missing-date": _("A blog needs a date"),
    "missing-alt": _("A picture has no alternative text"),
    "image-not-held": _("A picture is not here; its alternative text stands for it"),
    "file-not-held": _("A link leads to a file that is not here"),
    "broken-link": _("A link leads to a page that does not exist"),
    "dead-anchor": _("A link leads to a place that its page does not have"),
    "empty-link": _("A link has no words"),
    "unsafe-link": _("A link of a kind that is not allowed was left out"),
    "unsafe-html": _("HTML that is not allowed was left out"),
    "second-title": _("A heading stands at the level of the title"),
    "heading-jump": _("A heading skips a level"),
    "bad-quotes": _("The quotes of a picture cannot be read"),
}
RELEASES: dict[str, tuple[str | Promise, str]] = {
    "made": (_("Waits to be signed off"), "soon"),
    "signed": (_("Signed off and public"), "good"),
    "stopped": (_("Served no more"), "quiet"),
}
STOPPED: dict[str, str | Promise] = {
    "withdrawal": _("something in it was withdrawn"),
    "replaced": _("a newer one takes its place"),
    "mistake": _("something in it was wrong"),
}
