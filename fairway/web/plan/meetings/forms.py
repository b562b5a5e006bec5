"""Forms of meetings, stakeholders and activities."""

from typing import Any, TypedDict
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.plan.efforts.actions import ActivityFacts
from fairway.plan.efforts.definitions import places, topics
from fairway.plan.goals.rules import codes
from fairway.web.plan.meetings import words


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Enter the day."), "invalid": _("Enter a day such as 2026-03-02.")},
    )  # fmt: skip


def clock_field(label: Any) -> forms.TimeField:
    """A time of day, where it is known."""
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )


def text_field(label: Any, *, rows: int = 3, longest: int = 5000) -> forms.CharField:
    """Text of some lines, or none."""
    return forms.CharField(
        label=label, required=False, max_length=longest, widget=forms.Textarea(attrs={"rows": rows})
    )


class PlanForm(forms.Form):
    """The server says what is missing, in the reader's language."""

    use_required_attribute = False


class SeriesForm(PlanForm):
    """A new series."""

    title = forms.CharField(label=_("Title"), max_length=300)
    topic = text_field(_("What it is about"))
    goals = forms.MultipleChoiceField(
        label=_("Goals it serves"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goals"].choices = goal_choices(on)  # type: ignore[attr-defined]


class MeetingForm(PlanForm):
    """A new meeting of a series."""

    title = forms.CharField(label=_("Title"), max_length=300)
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"), required=False)
    starts_at = clock_field(_("Begins at"))
    ends_at = clock_field(_("Ends at"))
    time_zone = forms.CharField(label=_("Time zone"), max_length=50)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    is_online = forms.BooleanField(label=_("Also or only online"), required=False)
    description = text_field(_("What it is about"))
    takes_registrations = forms.BooleanField(label=_("People can register"), required=False)

    def clean_time_zone(self) -> str:
        """A zone that exists."""
        name: str = self.cleaned_data["time_zone"]
        if name not in available_timezones():
            raise forms.ValidationError(_("Use a time zone such as America/New_York."))
        return name


class StepForm(PlanForm):
    """Where the meeting goes from here."""

    to = forms.ChoiceField(label=_("Next step"))
    happened_on = day_field(_("On which day"), required=False)

    def __init__(self, *args: Any, states: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Choose")), *states]  # type: ignore[attr-defined]


class NameForm(PlanForm):
    """Another spelling of a stakeholder's name."""

    name = forms.CharField(label=_("Another name or spelling"), max_length=200)
    source = forms.CharField(label=_("Where it stands"), max_length=300, required=False)


class MergeForm(PlanForm):
    """Which record is the same body, and how one knows."""

    other = forms.ChoiceField(label=_("The other record"))
    reason = forms.CharField(label=_("How you know that they are one"), max_length=300)

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", _("Choose")), *others]  # type: ignore[attr-defined]


class Chosen(TypedDict):
    """What the filter of efforts asks for."""

    goal: str | None
    topic: str | None
    place: str | None


class EffortsFilter(PlanForm):
    """Goal, topic and place of the map and the list."""

    goal = forms.ChoiceField(label=_("Goal"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("All"))]
        self.fields["goal"].choices = every + goal_choices(on)  # type: ignore[attr-defined]
        self.fields["topic"].choices = every + topic_choices()  # type: ignore[attr-defined]
        self.fields["place"].choices = every + place_choices()  # type: ignore[attr-defined]

    def chosen(self) -> Chosen:
        """What was chosen and is there; nothing for the rest."""
        self.is_valid()
        said = self.cleaned_data
        return Chosen(
            goal=said.get("goal") or None,
            topic=said.get("topic") or None,
            place=said.get("place") or None,
        )


class ActivityForm(PlanForm):
    """An activity, with the goals that its submitter and that staff give it, apart (STK-7)."""

    title = forms.CharField(label=_("What it is called"), max_length=300)
    summary = text_field(_("In a few words"), rows=2)
    partners = text_field(_("Partners"), rows=2)
    progress = text_field(_("Progress"))
    challenges = text_field(_("Challenges and lessons"))
    submitter = forms.MultipleChoiceField(
        label=_("Goals by the submitter"), required=False, widget=forms.CheckboxSelectMultiple
    )
    staff = forms.MultipleChoiceField(
        label=_("Goals by staff"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Why these goals"), max_length=300, required=False,
        help_text=_("Kept with every goal that you add now."),
    )  # fmt: skip
    topics = forms.MultipleChoiceField(
        label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    places = forms.MultipleChoiceField(
        label=_("Places"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("submitter", "staff"):
            self.fields[name].choices = goal_choices(on)  # type: ignore[attr-defined]
        self.fields["topics"].choices = topic_choices()  # type: ignore[attr-defined]
        self.fields["places"].choices = place_choices()  # type: ignore[attr-defined]

    def facts(self) -> ActivityFacts:
        """What was entered."""
        said = self.cleaned_data
        return ActivityFacts(
            title=said["title"],
            summary=said["summary"],
            partners=said["partners"],
            progress=said["progress"],
            challenges=said["challenges"],
            topics=said["topics"],
            places=said["places"],
        )

    def goals(self) -> dict[str, list[str]]:
        """Codes by whose word."""
        return {origin: self.cleaned_data[origin] for origin in ("submitter", "staff")}


class NewActivityForm(ActivityForm):
    """The same with whose it is, and where that stands."""

    organization = forms.CharField(label=_("Organization"), max_length=200)
    source = forms.CharField(label=_("Where this stands"), max_length=300)
    field_order = ("organization", "title", "summary", "source")


def goal_choices(on: Any) -> list[tuple[Any, Any]]:
    """The eight goals by their names of today."""
    return [(one.code, f"{one.number}. {one.name}") for one in words.goal_words(codes(), on=on)]


def topic_choices() -> list[tuple[Any, Any]]:
    """Topics, in the order of the definition."""
    return [(one.id, words.topic(one.id)) for one in topics().entries]


def place_choices() -> list[tuple[Any, Any]]:
    """Places, in the order of the definition."""
    return [(one.id, words.place(one.id)) for one in places().entries]
