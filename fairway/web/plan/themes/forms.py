"""What plan staff enter about themes, passages and synergies."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.web.plan.themes import words


class NameForm(forms.Form):
    """A theme's name and what it is about, in a person's own words."""

    name = forms.CharField(
        label=gettext_lazy("Name of the theme"),
        max_length=200,
        help_text=gettext_lazy("In your own words. Do not quote: a quotation belongs to the report, where it can be withdrawn."),
        error_messages={"required": gettext_lazy("Give the theme a name.")},
    )  # fmt: skip
    summary = forms.CharField(
        label=gettext_lazy("What it is about"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why.")},
    )


class MergeForm(ReasonForm):
    """Which theme becomes part of this one, and why."""

    other = forms.TypedChoiceField(
        label=gettext_lazy("The theme that becomes part of this one"),
        coerce=UUID,
        error_messages={"required": gettext_lazy("Choose a theme.")},
    )
    field_order = ("other", "reason")

    def __init__(self, *args: Any, others: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = themes(others)  # type: ignore[attr-defined]


class PassagesForm(forms.Form):
    """Chosen passages and what to do with them."""

    passages = forms.TypedMultipleChoiceField(
        coerce=UUID,
        error_messages={"required": gettext_lazy("Choose at least one passage.")},
    )
    deed = forms.ChoiceField(
        choices=[(one, one) for one in ("confirm", "remove", "move", "split", "assign")]
    )
    to = forms.TypedChoiceField(
        label=gettext_lazy("Another theme"), coerce=UUID, empty_value=None, required=False
    )
    name = forms.CharField(
        label=gettext_lazy("Name of a new theme"), max_length=200, required=False
    )

    def __init__(self, *args: Any, others: list[tuple[UUID, str]], **kwargs: Any) -> None:
        # It stands on the theme's page beside the form of its name: two fields called `name`.
        super().__init__(*args, **{"auto_id": "chosen_%s"} | kwargs)
        self.fields["to"].choices = themes(others)  # type: ignore[attr-defined]
        sent = self.data.getlist("passages") if hasattr(self.data, "getlist") else []
        self.fields["passages"].choices = [(one, one) for one in sent if _is_uuid(one)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Moving needs a place, parting a name."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("deed") in ("move", "assign") and not given.get("to"):
            self.add_error("to", _("Choose the theme in which the passages belong."))
        if given.get("deed") == "split" and not given.get("name"):
            self.add_error("name", _("Give the new theme a name."))
        return given


class AskForm(forms.Form):
    """How coarse the aid groups."""

    zoom = forms.ChoiceField(
        label=gettext_lazy("How fine"), choices=list(words.ZOOMS.items()), initial="middle"
    )


class OutcomeForm(forms.Form):
    """What came of a synergy, and when."""

    text = forms.CharField(
        label=gettext_lazy("What came of it"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what came of it.")},
    )
    happened_on = forms.DateField(
        label=gettext_lazy("On which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Enter the day."),
            "invalid": gettext_lazy("Enter the day as year-month-day."),
        },
    )


def themes(others: list[tuple[UUID, str]]) -> list[tuple[str, str]]:
    """Choices of a theme."""
    return [("", _("Choose")), *((str(key), name) for key, name in others)]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
