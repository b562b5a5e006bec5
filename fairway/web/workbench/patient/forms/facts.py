"""Facts, visits, contacts and notes."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.navigation.pathways.definitions import pathways, reasons
from fairway.navigation.pathways.definitions import words as known_words
from fairway.navigation.worklist.definitions import contact_reasons
from fairway.navigation.worklist.rules import SPOKEN, labels_found
from fairway.web.workbench import words
from fairway.web.workbench.patient.forms.base import Choice, DeedForm, coded, day, named, past_day

SHORT = {"rows": 2}
YES_NO: dict[str, bool | None] = {"": None, "yes": True, "no": False}


class FactForm(DeedForm):
    """What happened. Its kind is in the address, so that only results that fit it are offered."""

    cancer = forms.ChoiceField(label=_("Cancer"), required=False)
    value = forms.ChoiceField(label=_("Result"), required=False)
    occurred_on = day(_("When it happened"))
    precision = forms.ChoiceField(
        label=_("How exactly the day is known"),
        widget=forms.RadioSelect,
        help_text=_("Where only the month or the year is known, enter any day of it."),
    )
    note = forms.CharField(
        label=_("Remark"), required=False, max_length=600, widget=forms.Textarea(attrs=SHORT)
    )

    @property
    def kind(self) -> str:
        """A word of words.toml."""
        return self.asked.about

    def prepare(self) -> None:
        cancers = named(known_words().cancers)
        self.choose("cancer", [("", _("Of no one cancer")), *cancers], empty=False)
        self.choose("precision", coded(words.PRECISIONS), empty=False)
        values = [one for one in known_words().values if self.kind in one.kinds]
        self.choose("value", [("", _("No result")), *named(values)], empty=False)
        self.fields["precision"].initial = "day"
        open_ones = {one.pathway for one in self.asked.page.episodes if one.closed_on is None}
        if len(open_ones) == 1 and (only := pathways().get(open_ones.pop())) is not None:
            self.fields["cancer"].initial = only.cancer
        if not values:
            del self.fields["value"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        happened, precision = said.get("occurred_on"), said.get("precision")
        if happened and precision == "month":
            said["occurred_on"] = happened.replace(day=1)
        if happened and precision == "year":
            said["occurred_on"] = happened.replace(month=1, day=1)
        past_day(self, "occurred_on")
        said.setdefault("value", "")
        return said


class CorrectionForm(FactForm):
    """Put another fact in the place of a wrong one."""

    reason = forms.ChoiceField(label=_("What was wrong"))
    field_order = ("reason",)

    @property
    def kind(self) -> str:
        return self.asked.event.kind

    def prepare(self) -> None:
        super().prepare()
        self.choose("reason", named(reasons().correction))
        for name in ("cancer", "value", "occurred_on", "precision", "note"):
            if name in self.fields:
                self.fields[name].initial = getattr(self.asked.event, name)


class RetractionForm(DeedForm):
    """Take a fact back."""

    reason = forms.ChoiceField(label=_("What was wrong"))

    def prepare(self) -> None:
        self.choose("reason", named(reasons().correction))


class RiskForm(DeedForm):
    """Two risks of CIN3+ from the published tables."""

    immediate = forms.DecimalField(
        label=_("Immediate risk of CIN3+, in percent"), min_value=Decimal(0), max_value=Decimal(100), max_digits=6
    )  # fmt: skip
    five_year = forms.DecimalField(
        label=_("5-year risk of CIN3+, in percent"),
        required=False,
        help_text=_("Needed where the immediate risk is under 4 percent."),
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=6,
    )
    occurred_on = day(_("Day of the screening result"))

    def clean_occurred_on(self) -> date | None:
        return past_day(self, "occurred_on")


class VisitForm(DeedForm):
    """Book a visit."""

    day = day(_("Day"))
    time = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("Enter a time such as 14:30.")},
    )
    kind = forms.ChoiceField(label=_("What for"))
    cancer = forms.ChoiceField(label=_("Cancer"), required=False)
    is_treatment = forms.BooleanField(
        label=_("This is a treatment visit"),
        required=False,
        help_text=_("A missed treatment visit raises an alert."),
    )
    place_text = forms.CharField(label=_("Where"), required=False, max_length=200)

    def prepare(self) -> None:
        self.choose("kind", [(one, words.fact(one)) for one in words.KINDS_OF_VISIT])
        cancers = named(known_words().cancers)
        self.choose("cancer", [("", _("Of no one cancer")), *cancers], empty=False)

    def clean(self) -> dict[str, Any]:
        """The moment at the program's place."""
        said = super().clean() or {}
        if said.get("day") and said.get("time"):
            starts_at = datetime.combine(said["day"], said["time"], tzinfo=self.asked.zone)
            return {
                "starts_at": starts_at,
                "starts_on": said["day"],
                **{name: said.get(name, "") for name in ("kind", "cancer", "place_text")},
                "is_treatment": said["is_treatment"] or said.get("kind") == "treatment",
            }
        return said


class VisitStatusForm(DeedForm):
    """What became of a visit."""

    status = forms.ChoiceField(label=_("What became of it"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        known = ("fulfilled", "noshow", "cancelled", "booked", "entered-in-error")
        self.choose("status", [(one, words.VISITS[one]) for one in known], empty=False)


class AttemptForm(DeedForm):
    """One try to reach someone (practice.md 6.2). Why it went as it did is always asked."""

    episode_id = forms.ChoiceField(label=_("Case"))
    mode = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Reason"), help_text=_("What it was about, or why nobody was reached.")
    )
    contact_with = forms.ChoiceField(label=_("With whom"), initial="patient")
    attempted_on = day(_("Day of the attempt"))
    text = forms.CharField(
        label=_("What to remember"), required=False, max_length=2000, widget=forms.Textarea(attrs=SHORT)
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language spoken"), required=False)
    interpreter_used = forms.TypedChoiceField(
        label=_("Interpreter used"), required=False, coerce=YES_NO.get, empty_value=None
    )
    next_contact_on = day(_("Next contact on"), required=False)

    def prepare(self) -> None:
        cases = [one for one in self.asked.page.episodes if one.closed_on is None]
        self.choose(
            "episode_id", [(str(one.id), words.said(one.name) or one.pathway) for one in cases], empty=len(cases) != 1
        )  # fmt: skip
        if len(cases) == 1:
            self.fields["episode_id"].widget = forms.HiddenInput()
            self.fields["episode_id"].initial = str(cases[0].id)
        talk = contact_reasons()
        groups = [
            (_("When reached"), named(talk.reached)),
            (_("When not reached"), named(talk.not_reached)),
        ]
        self.choose("mode", coded(words.MODES), empty=False)
        self.choose("outcome", coded(words.OUTCOMES), empty=False)
        self.choose("reason", groups)
        self.choose("contact_with", coded(words.CONTACTS), empty=False)
        self.choose("language", [("", _("Not said")), *spoken()], empty=False)
        yes_no = [("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))]
        self.choose("interpreter_used", yes_no, empty=False)
        self.fields["attempted_on"].initial = self.asked.on

    def clean_attempted_on(self) -> date | None:
        return past_day(self, "attempted_on")

    def clean(self) -> dict[str, Any]:
        """A reason of the other list would spoil the report."""
        said = super().clean() or {}
        outcome, reason = said.get("outcome"), said.get("reason")
        if outcome and reason:
            talk = contact_reasons()
            fitting = talk.reached if outcome in SPOKEN else talk.not_reached
            if reason not in {one.id for one in fitting}:
                self.add_error("reason", _("Choose a reason that fits the outcome."))
        return said


class NoteForm(DeedForm):
    """What the team should know. Words that label the person are pointed out once (HUM-5)."""

    text = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=10_000,
        error_messages={"required": _("The note is empty. Write what the team should know.")},
    )
    keep = forms.BooleanField(
        label=_("Save it as it is: I quote, or there is no better word"),
        required=False,
        widget=forms.HiddenInput,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        labels = sorted(set(labels_found(said.get("text", ""))))
        if labels and not said.get("keep"):
            self.fields["keep"].widget = forms.CheckboxInput()
            self.add_error(
                "text",
                _("These words label the person: %(words)s. Say what stood in the way instead, or confirm below.")
                % {"words": ", ".join(labels)},
            )  # fmt: skip
        return {"text": said.get("text", "")}


class AmendForm(NoteForm):
    """A newer version of a note."""

    def prepare(self) -> None:
        self.fields["text"].initial = self.asked.note.text


def spoken() -> list[Choice]:
    """Languages to choose from, by their names; the most frequent in U.S. programs first."""
    return [(tag, words.language_name(tag)) for tag in LANGUAGES]


# American Community Survey: the languages most spoken at home, and sign language.
LANGUAGES = (
    "en", "es", "zh", "vi", "tl", "ar", "ko", "ru", "ht", "pt", "fr", "hi", "pl", "ur", "fa", "gu", "bn", "ja", "hmn",
    "so", "am", "sw", "ne", "my", "uk", "nv", "ase",
)  # fmt: skip
