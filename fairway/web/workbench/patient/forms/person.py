"""What to know before calling: language, interpreter, access, numbers, caregivers."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.people.rules import AnswerFacts, ContactFacts
from fairway.web.workbench import words
from fairway.web.workbench.patient.forms.base import DeedForm, coded, day, past_day
from fairway.web.workbench.patient.forms.facts import spoken

RULES = ("safe_to_call", "safe_to_leave_message", "safe_hours")
BCP_47 = "urn:ietf:bcp:47"


class BirthDateForm(DeedForm):
    """The birth date that holds, where sources disagree or all are wrong; what they said stays on record."""

    birth_date = day(_("Birth date"))

    def clean_birth_date(self) -> date | None:
        """A day that has been."""
        return past_day(self, "birth_date")


class LanguageForm(DeedForm):
    """The language she wants to be spoken to in, as she says."""

    language = forms.ChoiceField(label=_("Language the person prefers"))

    def prepare(self) -> None:
        self.choose("language", [*spoken(), *coded(words.ANSWERS)])
        self.fields["language"].initial = self.asked.page.header.language

    @property
    def answer(self) -> AnswerFacts:
        """As people keeps it."""
        said = self.cleaned_data["language"]
        if said in words.ANSWERS:
            return AnswerFacts(kind="language", status=said)
        return AnswerFacts(kind="language", system=BCP_47, code=said)


class InterpreterForm(DeedForm):
    """Whether she wants an interpreter; apart from the language."""

    interpreter = forms.ChoiceField(label=_("Interpreter"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.choose("interpreter", coded(words.INTERPRETER), empty=False)
        self.fields["interpreter"].initial = self.asked.page.header.interpreter

    @property
    def answer(self) -> AnswerFacts:
        """As people keeps it."""
        said = self.cleaned_data["interpreter"]
        if said in words.ANSWERS:
            return AnswerFacts(kind="interpreter", status=said)
        return AnswerFacts(kind="interpreter", code=said)


class AccessForm(DeedForm):
    """What she needs to take part, and how it is safe to reach her."""

    safe_to_contact = forms.CharField(
        label=_("How and when it is safe to reach this person"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    access_needs = forms.CharField(
        label=_("Access needs"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A ramp, large print, a quiet hour, someone to come along."),
    )  # fmt: skip

    def prepare(self) -> None:
        for name in self.fields:
            self.fields[name].initial = getattr(self.asked.page.header, name)


class ReachRulesForm(DeedForm):
    """What is safe for one number."""

    safe_to_call = forms.ChoiceField(
        label=_("Safe to call or write here"), widget=forms.RadioSelect
    )
    safe_to_leave_message = forms.ChoiceField(
        label=_("Safe to leave a message"), widget=forms.RadioSelect
    )
    safe_hours = forms.CharField(
        label=_("Safe hours"), required=False, max_length=120, help_text=_("For example: weekdays 9 to 12.")
    )  # fmt: skip

    def prepare(self) -> None:
        for name in ("safe_to_call", "safe_to_leave_message"):
            self.choose(name, coded(words.SAFE), empty=False)
            self.fields[name].initial = "not-asked"
        if self.asked.about:
            for name in RULES:
                self.fields[name].initial = getattr(self.asked.reach, name)

    @property
    def rules(self) -> dict[str, str]:
        """As people keeps them."""
        return {name: self.cleaned_data[name] for name in RULES}


class ReachForm(ReachRulesForm):
    """One more way to reach her."""

    system = forms.ChoiceField(label=_("Kind"))
    value = forms.CharField(label=_("Number or address"), max_length=254)
    field_order = ("system", "value")

    def prepare(self) -> None:
        super().prepare()
        self.choose("system", coded(words.REACH))

    @property
    def facts(self) -> ContactFacts:
        """As people keeps it."""
        return ContactFacts(system=self.cleaned_data["system"], value=self.cleaned_data["value"])


class CaregiverForm(DeedForm):
    """Someone she chose to help her (INF-16)."""

    name = forms.CharField(label=_("Name"), max_length=120)
    relationship = forms.CharField(
        label=_("Who that is to the person"), required=False, max_length=60
    )
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30)
    language = forms.ChoiceField(label=_("Language"), required=False)
    may_discuss = forms.MultipleChoiceField(
        label=_("What may be discussed"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("As the person said. Nothing checked: nothing may be discussed."),
    )  # fmt: skip
    granted_on = day(_("Agreed on"))

    def prepare(self) -> None:
        self.choose("language", [("", _("Not known")), *spoken()], empty=False)
        self.choose("may_discuss", coded(words.TOPICS), empty=False)
        self.fields["granted_on"].initial = self.asked.on

    def clean_granted_on(self) -> date | None:
        return past_day(self, "granted_on")
