"""What the public fills in. Nothing but some words is ever demanded: who she is, and each part, she may leave out."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fairway.publishing.actions.input import FormInput, RegistrationFacts
from fairway.publishing.queries.goals import names

MAX_WORDS = 20_000
# The four parts of STK-3 and, where none of them fits, the comment itself.
PARTS = ("goals", "partners", "progress", "challenges", "comment")
ANSWERS = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


def long_text(label: Any, hint: Any = "") -> forms.CharField:
    """A part of the comment."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "max_length": gettext_lazy("This part is longer than 20,000 characters. Shorten it, or send the whole by e-mail or post.")
        },
    )  # fmt: skip


def short_text(label: Any, length: int, autocomplete: str = "", hint: Any = "") -> forms.CharField:
    """One line about her, which she may leave empty."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=length,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete or "off"}),
    )


def email() -> forms.EmailField:
    """An address, if she has one."""
    return forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": gettext_lazy("This is no e-mail address. Mend it, or leave it empty.")
        },
    )


def phone() -> forms.CharField:
    """A number, if she has one."""
    return forms.CharField(
        label=gettext_lazy("Phone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )


class Guarded(forms.Form):
    """A form of the public: it knows itself again when sent twice, and has a field that only machines fill in."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    website = forms.CharField(required=False, label=gettext_lazy("Leave this empty"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid4()

    def clean(self) -> dict[str, Any]:
        """A filled trap is emptied and said: a browser that filled it by itself costs a person one more click."""
        found = super().clean() or {}
        if found.get("website"):
            self.say("website", "")
            raise forms.ValidationError(
                _("A field that people do not see was filled in, perhaps by your browser. It is empty now. Send the form once more.")
            )  # fmt: skip
        return found

    def say(self, field: str, value: str) -> None:
        """Put a value into what was sent, so that the form shows it."""
        sent: Any = self.data.copy()  # type: ignore[attr-defined]
        sent[self.add_prefix(field)] = value
        self.data = sent

    @property
    def key(self) -> UUID:
        """What the form is known by."""
        return UUID(str(self.cleaned_data["form_key"]))


class CommentForm(Guarded):
    """A comment on the plan (STK-3)."""

    asked = forms.BooleanField(required=False, widget=forms.HiddenInput)
    goal_codes = forms.MultipleChoiceField(
        label=gettext_lazy("Which goals of the National Cancer Plan is it about?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    goals = long_text(gettext_lazy("How does what you do help toward these goals?"))
    partners = long_text(gettext_lazy("Who works with you?"))
    progress = long_text(gettext_lazy("How far have you come?"))
    challenges = long_text(
        gettext_lazy("What stands in the way, and what have you learned?"),
    )
    comment = long_text(
        gettext_lazy("Anything else you want to say"),
        gettext_lazy("Please leave out details of anyone’s health. If there are some, a person takes them out before anything is published."),
    )  # fmt: skip
    affiliation = short_text(
        gettext_lazy("Your organization"), 300, "organization", gettext_lazy("If you speak for one")
    )
    name = short_text(gettext_lazy("Your name"), 200, "name")
    email = email()
    phone = phone()
    may_quote = forms.ChoiceField(
        label=gettext_lazy("May we quote your words?"),
        required=False,
        choices=ANSWERS,
        widget=forms.RadioSelect,
    )
    may_name = forms.ChoiceField(
        label=gettext_lazy("May we name you or your organization with them?"),
        required=False,
        choices=ANSWERS,
        widget=forms.RadioSelect,
    )
    accommodation = forms.CharField(
        label=gettext_lazy("What do you need from us to take part?"),
        help_text=gettext_lazy("For example an interpreter, large print, captions, or a call back"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = names(on=on, language=get_language() or "en")
        self.fields["goal_codes"].choices = goals  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Some words there must be; in which part is hers to say."""
        found = super().clean()
        if not self.errors and not any(found.get(part, "").strip() for part in PARTS):
            raise forms.ValidationError(_("Write something in at least one of the parts."))
        return found

    @property
    def left_out(self) -> list[str]:
        """The labels of the parts that say nothing yet; they are asked for once, and never again."""
        if self.cleaned_data.get("asked"):
            return []
        empty = [part for part in PARTS[:-1] if not self.cleaned_data[part].strip()]
        return [str(self.fields[part].label) for part in empty]

    def ask_once(self) -> None:
        """Mark the form as asked, so that it is accepted as it stands next time."""
        self.say("asked", "on")

    def as_input(self) -> FormInput:
        """What goes to the plan. An unanswered question of consent stays unanswered."""
        said = self.cleaned_data
        given: dict[str, Any] = {
            name: said[name]
            for name in (*PARTS, "affiliation", "name", "email", "phone", "accommodation")
        }
        for name in ("may_quote", "may_name"):
            given[name] = {"yes": True, "no": False}.get(said[name])
        codes = tuple(said["goal_codes"])
        return FormInput(**given, goal_codes=codes, language=get_language() or "")


class RegistrationForm(Guarded):
    """Coming to a meeting (STK-25)."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Say by what name we may expect you.")},
    )
    affiliation = short_text(
        gettext_lazy("Your organization"), 200, "organization", gettext_lazy("If you speak for one")
    )
    email = email()
    phone = phone()
    attendance = forms.ChoiceField(
        label=gettext_lazy("How will you take part?"),
        choices=[
            ("online", gettext_lazy("Online")),
            ("in-person", gettext_lazy("At the place")),
            ("phone", gettext_lazy("By phone")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how you will take part.")},
    )
    accommodation = forms.CharField(
        label=gettext_lazy("What do you need from us to take part?"),
        help_text=gettext_lazy(
            "For example an interpreter, captions, a ramp, or materials in large print"
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wants_to_comment = forms.BooleanField(
        label=gettext_lazy("I would like to speak in the time for public comments"), required=False
    )

    def as_facts(self) -> RegistrationFacts:
        """What goes to the plan."""
        names = [
            "name",
            "email",
            "phone",
            "affiliation",
            "attendance",
            "accommodation",
            "wants_to_comment",
        ]
        return RegistrationFacts(
            **{name: self.cleaned_data[name] for name in names}, language=get_language() or "en"
        )
