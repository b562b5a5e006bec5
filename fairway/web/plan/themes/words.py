"""Coded words of themes, synergies and aids as a reader sees them."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Tags = dict[str, tuple[Promise, str]]

STATES: Tags = {
    "candidate": (gettext_lazy("Candidate"), "quiet"),
    "supported": (gettext_lazy("Supported by two sources or more"), "note"),
    "accepted": (gettext_lazy("Accepted"), "good"),
    "in-report": (gettext_lazy("In a report"), "good"),
    "set-aside": (gettext_lazy("Set aside"), "quiet"),
}
SYNERGY_STATES: Tags = {
    "suggested": (gettext_lazy("To be judged"), "soon"),
    "confirmed": (gettext_lazy("Confirmed"), "good"),
    "rejected": (gettext_lazy("Rejected"), "quiet"),
    "introduced": (gettext_lazy("Introduced"), "note"),
    "outcome-recorded": (gettext_lazy("Outcome recorded"), "good"),
}
SYNERGY_KINDS: dict[str, Promise] = {
    "same-goal": gettext_lazy("Both work toward the same goal on this"),
    "same-barrier": gettext_lazy("Both meet the same barrier"),
    "complementary": gettext_lazy("One offers what the other needs"),
    "same-place": gettext_lazy("Both work on this in the same place"),
    "stated": gettext_lazy("A document says so"),
}
FINDINGS: dict[str, Promise] = {
    "too-many": gettext_lazy("There are more themes than a reader can hold. Join some, or find candidates anew with a broader zoom."),
    "alike-names": gettext_lazy("Two names are almost the same."),
    "shared-passages": gettext_lazy("Two themes share most of their passages."),
    "too-few-sources": gettext_lazy("It was accepted and no longer rests on two independent sources."),
}  # fmt: skip
ZOOMS: dict[str, Promise] = {
    "broad": gettext_lazy("Broad: few large groups"),
    "middle": gettext_lazy("Middle"),
    "fine": gettext_lazy("Fine: many small groups"),
}
AUDITED_BY: dict[str, Promise] = {
    "language": gettext_lazy("Language"),
    "organization-kind": gettext_lazy("Kind of organization"),
    "channel": gettext_lazy("Channel"),
}
GROUPS: dict[str, Promise] = {
    "unknown": gettext_lazy("not known"),
    "en": gettext_lazy("English"),
    "es": gettext_lazy("Spanish"),
    "association": gettext_lazy("association"),
    "agency": gettext_lazy("agency"),
    "academic": gettext_lazy("university or research"),
    "care-provider": gettext_lazy("care provider"),
    "industry": gettext_lazy("industry"),
    "advocacy": gettext_lazy("advocacy"),
    "coalition": gettext_lazy("coalition"),
    "person": gettext_lazy("individual"),
    "form": gettext_lazy("web form"),
    "e-mail": gettext_lazy("e-mail"),
    "meeting": gettext_lazy("meeting"),
    "chat": gettext_lazy("meeting chat"),
    "spreadsheet": gettext_lazy("spreadsheet"),
    "social-post": gettext_lazy("social post"),
    "letter": gettext_lazy("letter"),
    "document": gettext_lazy("published document"),
}
JOBS: Tags = {
    "waiting": (gettext_lazy("Waiting to begin"), "quiet"),
    "running": (gettext_lazy("Running"), "note"),
    "done": (gettext_lazy("Done"), "good"),
    "failed": (gettext_lazy("Stopped"), "alert"),
}


def group(coded: str) -> str:
    """A group of the audit; one that is new to us is shown as it stands."""
    return str(GROUPS.get(coded, coded))


def by_whom(actor: str, people: dict[str, str]) -> str:
    """A colleague's name, or that it was the machine."""
    return _("the machine") if actor.startswith("system:") else people.get(actor, actor)
