"""What is looked for, and what a source gets wrong."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.web.plan.documents import words

LONGEST = 300


class SearchForm(forms.Form):
    """Words, and two filters. Nothing that can be typed is an error."""

    words = forms.CharField(label=_("Words"), max_length=LONGEST, required=False, strip=True)
    kind = forms.ChoiceField(label=_("In"), required=False)
    goal = forms.ChoiceField(label=_("Goal"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Everything")), *words.KINDS.items()]  # type: ignore[attr-defined]
        self.fields["goal"].choices = [("", _("Any")), *words.goals(on)]  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    """What it says, what is right, why, and where that stands."""

    before = forms.CharField(
        label=_("What it says"),
        help_text=_("Copy the words from the passage exactly"),
        max_length=1000,
        strip=True,
        error_messages={"required": _("Copy the words that are wrong.")},
    )
    after = forms.CharField(
        label=_("What is right"),
        max_length=1000,
        error_messages={"required": _("Write what is right.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": _("Say why it is wrong.")},
    )
    source = forms.CharField(
        label=_("Where that stands"),
        help_text=_("The document and page that show what is right"),
        max_length=300,
        error_messages={"required": _("Name the source of what is right.")},
    )


class ReasonForm(forms.Form):
    """Why an administrator opens what was sealed."""

    reason = forms.CharField(
        label=_("Why you open it"),
        max_length=300,
        error_messages={"required": _("Say why you open it.")},
    )


class UseForm(forms.Form):
    """A passage put to use: a sentence on it, or a quotation from it."""

    section = forms.ChoiceField(
        label=_("Section"), error_messages={"required": _("Choose the section.")}
    )
    text = forms.CharField(
        label=_("Your sentence, or what comes before the quotation"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    words = forms.CharField(
        label=_("Words to quote"),
        help_text=_("Copy them from the passage exactly; leave it empty to write a sentence of your own"),
        max_length=1200,
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, sections: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(one.public_id), f"{one.report.title}: {one.heading}") for one in sections]
        self.fields["section"].choices = offered  # type: ignore[attr-defined]
