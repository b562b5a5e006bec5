"""What plan staff may choose and send about submissions. What an address says wrongly is left out, never an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.plan.goals.rules import codes
from fairway.plan.intake.queries import Filters
from fairway.plan.intake.rules.deadlines import FAREST
from fairway.web.plan.submissions import words

Choices = list[tuple[str, str | Promise]]


def _all(known: Mapping[str, Any]) -> Choices:
    named = [(key, one[0] if isinstance(one, tuple) else one) for key, one in known.items()]
    return [("", gettext_lazy("All")), *named]


class FilterForm(forms.Form):
    """What of the queue is shown."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=_all(words.STATES))  # fmt: skip
    to_do = forms.ChoiceField(label=gettext_lazy("What is to do"), required=False, choices=_all(words.TO_DO))  # fmt: skip
    hold = forms.ChoiceField(label=gettext_lazy("Held for"), required=False, choices=_all(words.HOLDS))  # fmt: skip
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False, choices=_all(words.CHANNELS))  # fmt: skip
    deadline_class = forms.ChoiceField(label=gettext_lazy("Report"), required=False, choices=_all(words.CLASSES))  # fmt: skip
    goal = forms.ChoiceField(label=gettext_lazy("Goal"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False, choices=_all(words.LANGUAGES))  # fmt: skip

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data.dict())
        goals = [("", _("All")), *((code, code) for code in codes()), ("none", _("No goal yet"))]
        self.fields["goal"].choices = goals  # type: ignore[attr-defined]
        if not self.is_valid():
            self.data = {**self.data, **dict.fromkeys(self.errors, "")}
        self.chosen = {name: value for name, value in self.cleaned_data.items() if value}

    def filters(self) -> Filters:
        """As the domain takes them."""
        known = {one.name for one in fields(Filters)}
        return Filters(**{name: value for name, value in self.chosen.items() if name in known})


class MoveForm(forms.Form):
    """Where to, and why."""

    to = forms.ChoiceField(label=gettext_lazy("Move to"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Whoever sent it can read this on her status page. Write no name."),
    )

    def __init__(self, *args: Any, to: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Choose")), *((one, words.MOVES[one]) for one in to)]  # type: ignore[attr-defined]


class TagForm(forms.Form):
    """The goals that staff see in it."""

    codes = forms.MultipleChoiceField(
        label=gettext_lazy("Goals that staff see in it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, labels: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = labels  # type: ignore[attr-defined]


class FileForm(forms.Form):
    """A file that holds submissions."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What the file is"), choices=list(words.FILE_KINDS.items())
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        error_messages={
            "required": gettext_lazy("Choose the file."),
            "empty": gettext_lazy("The file is empty. Choose another."),
        },
    )
    received_at = forms.DateTimeField(
        label=gettext_lazy("When its contents were received"),
        help_text=gettext_lazy("For what does not say so itself, such as 2026-09-30 16:45. A mail says it in the line of your own mail server; the date its sender wrote never counts."),
        error_messages={"invalid": gettext_lazy("Enter a day and a time, such as 2026-09-30 16:45.")},
    )  # fmt: skip
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), help_text=gettext_lazy("Of the time above and of times in the file.")
    )  # fmt: skip

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = zones(zone)  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile[bytes]:
        """A size that a page may carry."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        limit = settings.UPLOAD_LIMIT_BYTES
        if (file.size or 0) > limit:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB. Cut it into several, or ask your administrator to bring it in on the server.")
                % {"limit": limit // 1_000_000}
            )  # fmt: skip
        return file

    def clean(self) -> dict[str, Any]:
        """The moment at the place that was said."""
        said = super().clean() or {}
        if said.get("received_at") and said.get("zone"):
            naive: datetime = said["received_at"].replace(tzinfo=None)
            said["received_at"] = naive.replace(tzinfo=ZoneInfo(said["zone"]))
        return said


class ColumnsForm(forms.Form):
    """What each column holds: one choice a column."""

    def __init__(self, *args: Any, header: tuple[str, ...], mapping: Mapping[int, str], **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        choices = [("", _("Leave it out")), *words.FIELDS.items()]
        for place, head in enumerate(header):
            self.fields[f"c{place}"] = forms.ChoiceField(
                label=head or _("Column %(number)s") % {"number": place + 1},
                choices=choices,
                required=False,
                initial=mapping.get(place, ""),
            )

    def mapping(self) -> dict[int, str]:
        """Column to field, of those that are taken in."""
        return {
            int(name.removeprefix("c")): value for name, value in self.cleaned_data.items() if value
        }


class PostForm(forms.Form):
    """A post that a person saw."""

    text = forms.CharField(
        label=gettext_lazy("Words of the post, with its hashtags"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
    )
    url = forms.URLField(label=gettext_lazy("Address of the post"), required=False, max_length=500, assume_scheme="https")  # fmt: skip
    posted_at = forms.DateTimeField(
        label=gettext_lazy("When it was posted"),
        help_text=gettext_lazy("Such as 2026-09-07 14:30, at your program’s place."),
    )
    author = forms.CharField(label=gettext_lazy("Account that posted it"), required=False, max_length=200)  # fmt: skip
    affiliation = forms.CharField(label=gettext_lazy("Organization"), required=False, max_length=300)  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[("", gettext_lazy("Not known")), ("en", gettext_lazy("English")), ("es", gettext_lazy("Spanish"))],
    )  # fmt: skip


class DeadlineForm(forms.Form):
    """Until when input counts."""

    label = forms.CharField(label=gettext_lazy("What it is the deadline of"), max_length=200)
    key = forms.SlugField(
        label=gettext_lazy("Short name"),
        max_length=80,
        help_text=gettext_lazy("The same short name again changes that deadline: a new version, the old one stays on record."),
    )  # fmt: skip
    closes_on = forms.DateField(
        label=gettext_lazy("Day"),
        help_text=gettext_lazy("Such as 2026-09-30"),
        validators=[MaxValueValidator(FAREST)],
    )
    edge = forms.ChoiceField(
        label=gettext_lazy("Does that day still count?"),
        choices=[
            ("inclusive", gettext_lazy("Yes: until the end of that day")),
            ("exclusive", gettext_lazy("No: before that day begins")),
        ],
        widget=forms.RadioSelect,
    )
    zone = forms.ChoiceField(label=gettext_lazy("Time zone in which the day ends"))
    source = forms.CharField(label=gettext_lazy("Where it was announced"), required=False, max_length=300)  # fmt: skip

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = zones(zone)  # type: ignore[attr-defined]


def zones(first: str) -> Choices:
    """Time zones, the program's own first."""
    usual = [one for one in sorted(available_timezones()) if one.startswith(("America/", "Pacific/", "US/", "UTC"))]  # fmt: skip
    return [(one, one.replace("_", " ")) for one in dict.fromkeys([first, *usual])]
