"""Pauses, decisions, closures, alerts, hand-offs."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.navigation.pathways.definitions import reasons
from fairway.navigation.pathways.definitions.shapes import Reason
from fairway.navigation.worklist.definitions import contact_reasons
from fairway.navigation.worklist.queries import Colleague
from fairway.web.workbench import words
from fairway.web.workbench.patient.forms.base import DeedForm, ReasonForm, day, named, past_day


class PauseForm(ReasonForm):
    """Stop the clocks of a case."""

    from_on = day(_("First day of the pause"))
    until_on = day(
        _("Last day of the pause"), required=False, help_text=_("Leave it empty while the end is not known.")
    )  # fmt: skip

    def reasons(self) -> list[Reason]:
        return reasons().pause

    def prepare(self) -> None:
        super().prepare()
        self.fields["from_on"].initial = self.asked.on

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        first: date | None = said.get("from_on")
        last: date | None = said.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The pause ends before it starts. Enter a later day."))
        return said


class ResumeForm(DeedForm):
    """Let the clocks run again."""

    last_day = day(
        _("Last day of the pause"),
        help_text=_("This day still counts as paused; the clocks run from the day after."),
    )

    def prepare(self) -> None:
        self.fields["last_day"].initial = self.asked.on

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        pause = self.asked.case.open_pause
        last: date | None = said.get("last_day")
        if last and pause and pause.from_on and last < pause.from_on:
            self.add_error(
                "last_day", _("The pause began later. Enter a later day, or take the pause back.")
            )
        return said


class DecisionForm(ReasonForm):
    """A word on one step."""

    decided_on = day(_("Decided on"))

    def prepare(self) -> None:
        super().prepare()
        self.fields["decided_on"].initial = self.asked.on

    def clean_decided_on(self) -> date | None:
        return past_day(self, "decided_on")


class NotNeededForm(DecisionForm):
    """The step is not needed."""

    def reasons(self) -> list[Reason]:
        return reasons().not_needed


class WaitingForm(DecisionForm):
    """We wait on someone else."""

    def reasons(self) -> list[Reason]:
        return reasons().waiting


class CloseForm(DeedForm):
    """Close a case."""

    reason = forms.ChoiceField(label=_("Why the case ends"))
    closed_on = day(_("Closed on"))

    def prepare(self) -> None:
        self.choose("reason", named(reasons().closure))
        self.fields["closed_on"].initial = self.asked.on

    def clean_closed_on(self) -> date | None:
        return past_day(self, "closed_on")


class ReopenForm(DeedForm):
    """Open a case again."""

    why = forms.CharField(
        label=_("Why the case is opened again"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )  # fmt: skip


class AlertForm(DeedForm):
    """Close an alert: how it was resolved, in a code and in words (ACCURE)."""

    resolution = forms.ChoiceField(label=_("How it was resolved"))
    text = forms.CharField(
        label=_("What was done, in a few words"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what was done. An alert cannot close without it.")},
    )

    def prepare(self) -> None:
        self.choose("resolution", named(reasons().alert))


class HandOffForm(DeedForm):
    """Offer a case to a colleague."""

    to_staff_id = forms.TypedChoiceField(label=_("Offer to"))
    reason = forms.ChoiceField(label=_("Reason"))
    summary = forms.CharField(
        label=_("What the colleague must know"),
        help_text=_("Open barriers, the next dates, risks."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def prepare(self) -> None:
        self.choose("reason", named(contact_reasons().hand_off))

    def offer(self, colleagues: list[Colleague]) -> None:
        """Choose among those who may own a case, and not its owner; with what they speak."""
        self.choose(
            "to_staff_id",
            [
                (str(one.id), _colleague(one))
                for one in colleagues
                if one.may_own and one.id != self.asked.case.owner_id
            ],
        )


def _colleague(one: Colleague) -> str:
    spoken = ", ".join(words.language_name(tag) for tag in one.languages)
    role = words.word(words.ROLES, one.role)
    return f"{one.name}, {role}" + (f" ({spoken})" if spoken else "")


class TakeOverForm(DeedForm):
    """A lead takes a case."""

    reason = forms.ChoiceField(label=_("Reason"))

    def prepare(self) -> None:
        self.choose("reason", named(contact_reasons().take_over))


class DeclineForm(DeedForm):
    """Say no to an offered case."""

    why = forms.CharField(
        label=_("Why not"),
        help_text=_("So that the owner knows whom to ask next."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
