"""What every form of the page has: what it is about, and fields for days, words and coded reasons."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fairway.navigation.pathways.definitions.shapes import Reason, Word
from fairway.web.workbench import words
from fairway.web.workbench.patient.asked import Asked

Choice = tuple[Any, Any]


class DeedForm(forms.Form):
    """A form of one deed; `asked` says what it is about. Subclasses fill in `prepare`."""

    use_required_attribute = False

    def __init__(self, asked: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.prepare()

    def prepare(self) -> None:
        """Choices and first values that depend on the page."""

    def choose(self, name: str, choices: Iterable[Choice], *, empty: bool = True) -> None:
        """The choices of a field, after an empty one so that nothing is chosen by default."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*([("", _("Choose"))] if empty else []), *choices]


class ReasonForm(DeedForm):
    """A coded reason with room for words; `reasons` are the ones of the deed."""

    reason = forms.ChoiceField(label=_("Reason"))
    text = forms.CharField(
        label=_("In a few words"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )  # fmt: skip

    def reasons(self) -> list[Reason]:
        """The reasons to choose from."""
        raise NotImplementedError

    def prepare(self) -> None:
        self.choose("reason", named(self.reasons()))

    def clean(self) -> dict[str, Any]:
        """Some reasons say too little alone."""
        said = super().clean() or {}
        chosen = next((one for one in self.reasons() if one.id == said.get("reason")), None)
        if chosen and chosen.needs_text and not said.get("text", "").strip():
            self.add_error("text", _("Say in a few words why: this reason alone is not enough."))
        return said


class Nothing(DeedForm):
    """A deed that needs no more than a yes."""


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, entered with the browser's own calendar or as 2026-03-02."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%m/%d/%Y"],
        error_messages={"required": _("Enter the day."), "invalid": _("Enter a day such as 2026-03-02.")},
    )  # fmt: skip


def past_day(form: DeedForm, name: str) -> date | None:
    """A day that may not lie ahead; adds the error and answers the day."""
    value: date | None = form.cleaned_data.get(name)
    if value is not None and value > form.asked.on:
        form.add_error(name, _("This day lies ahead. Enter today or an earlier day."))
    return value


def named(reasons: Iterable[Reason | Word]) -> list[Choice]:
    """Definitions as choices."""
    return [(one.id, words.said(one.name)) for one in reasons]


def coded(known: Mapping[str, str | Promise]) -> list[Choice]:
    """Coded words as choices."""
    return list(known.items())
