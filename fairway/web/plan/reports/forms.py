"""What staff enter while writing a report. Choices come from the domain; each error says what to do."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.plan.reports.queries import Followed, Workshop
from fairway.plan.reports.queries.page import Choices
from fairway.plan.reports.queries.standing import Standing
from fairway.web.plan.documents.words import goals
from fairway.web.plan.reports import words

LANGUAGES = [("en", "English"), ("es", "Español")]
DAY = {"type": "date"}


class StartForm(forms.Form):
    """A new report."""

    title = forms.CharField(
        label=_("Title"), max_length=300, error_messages={"required": _("Write the title.")}
    )
    subtitle = forms.CharField(label=_("Subtitle"), max_length=300, required=False)
    language = forms.ChoiceField(label=_("Language of the report"), choices=LANGUAGES)
    deadline = forms.ChoiceField(
        label=_("Deadline"),
        help_text=_("It decides what counts for this report; what came later is listed for later ones"),
        required=False,
    )  # fmt: skip
    series = forms.ChoiceField(label=_("Series of meetings"), required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deadlines = [(str(one.public_id), one.label) for one in choices.deadlines]
        series = [(str(one.public_id), one.title) for one in choices.series]
        _offer(self, "deadline", [("", _("None: everything counts")), *deadlines])
        _offer(self, "series", [("", _("None")), *series])


class SectionForm(forms.Form):
    """A part of the report."""

    heading = forms.CharField(
        label=_("Heading"), max_length=300, error_messages={"required": _("Write the heading.")}
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=list(words.SECTION_KINDS.items()))
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    recommendation = forms.ChoiceField(label=_("Recommendation"), required=False)

    def __init__(self, *args: Any, shop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = [(str(one.public_id), one.name) for one in shop.themes]
        advice = [(str(one.public_id), str(one.number)) for one in shop.recommendations]
        _offer(self, "theme", [("", _("None")), *themes])
        _offer(self, "recommendation", [("", _("None")), *advice])


class SentenceForm(forms.Form):
    """The words of a sentence."""

    text = forms.CharField(
        label=_("Sentence"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the words of the sentence.")},
    )


class WriteForm(SentenceForm):
    """A new sentence with at least one source."""

    passages = forms.MultipleChoiceField(
        label=_("It rests on"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one passage that the sentence rests on.")},
    )

    def __init__(self, *args: Any, sources: Iterable[Standing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "passages", [(str(one.passage.public_id), _begin(one)) for one in sources])


class AdviceForm(forms.Form):
    """A recommendation."""

    text = forms.CharField(
        label=_("Recommendation"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what should be done.")},
    )
    goal_codes = forms.MultipleChoiceField(
        label=_("Goals"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(
        label=_("Answer expected by"), required=False, widget=forms.DateInput(attrs=DAY)
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "goal_codes", goals(on))


class ThemesForm(forms.Form):
    """What a recommendation rests on."""

    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one theme.")},
    )

    def __init__(self, *args: Any, followed: Followed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        linked = {one.pk for one in followed.themes}
        rest = [one for one in followed.all_themes if one.pk not in linked]
        _offer(self, "themes", [(str(one.public_id), one.name) for one in rest])


class AskedForm(forms.Form):
    """Who should act."""

    stakeholder = forms.ChoiceField(
        label=_("Who should act"), error_messages={"required": _("Choose who should act.")}
    )

    def __init__(self, *args: Any, followed: Followed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {one.pk for one in followed.asked}
        rest = [one for one in followed.all_stakeholders if one.pk not in asked]
        _offer(self, "stakeholder", [("", _("Choose")), *((str(one.public_id), one.name) for one in rest)])  # fmt: skip


class ProgressForm(forms.Form):
    """What became of a recommendation, with the evidence and its day (STK-16)."""

    state = forms.ChoiceField(
        label=_("State"), choices=[(one, words.STATES[one][0]) for one in words.TRACKED]
    )
    stakeholder = forms.ChoiceField(label=_("About whom"), required=False)
    evidence = forms.CharField(
        label=_("What shows it"),
        help_text=_("Needed for everything but “Open”"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    evidence_on = forms.DateField(
        label=_("Day of the evidence"), required=False, widget=forms.DateInput(attrs=DAY)
    )
    evidence_url = forms.URLField(
        label=_("Address of the evidence"), max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, followed: Followed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [(str(one.public_id), one.name) for one in followed.asked]
        _offer(self, "stakeholder", [("", _("All of them")), *asked])

    def clean(self) -> dict[str, Any] | None:
        """Evidence and its day, for what says something of the world."""
        said = super().clean() or {}
        if said.get("state") != "open":
            if not said.get("evidence"):
                self.add_error("evidence", _("Say what shows it."))
            if not said.get("evidence_on") and "evidence_on" not in self.errors:
                self.add_error("evidence_on", _("Enter the day of the evidence."))
        return said


class DeliverForm(forms.Form):
    """When it was handed over."""

    on = forms.DateField(
        label=_("Handed over on"),
        widget=forms.DateInput(attrs=DAY),
        error_messages={"required": _("Enter the day on which it was handed over.")},
    )


class OutputsForm(forms.Form):
    """For which day and in which language the drafts are made."""

    on = forms.DateField(label=_("To be used on"), widget=forms.DateInput(attrs=DAY))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)


def _offer(form: forms.Form, field: str, choices: list[tuple[Any, Any]]) -> None:
    form.fields[field].choices = choices  # type: ignore[attr-defined]


def _begin(one: Standing) -> str:
    """The passage as a choice: where it stands and how it begins."""
    page = one.passage.page_label or one.passage.page or ""
    title = one.passage.document.title or one.name
    where = ", ".join(str(part) for part in (title, page) if part)
    words_ = one.passage.text if len(one.passage.text) < 200 else f"{one.passage.text[:200]}…"
    return f"{where}: {words_}" if where else words_
