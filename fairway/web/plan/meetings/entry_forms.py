"""Forms of what a coalition enters of its own meetings: one form a kind of entry, each giving the facts that it holds."""

from datetime import date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from fairway.plan.meetings.actions import (
    Facts,
    HashtagFacts,
    LandmarkFacts,
    MeetingFacts,
    ParticipantFacts,
    PresentationFacts,
    RecordingFacts,
    SummaryFacts,
    Upload,
    VoteFacts,
)
from fairway.plan.meetings.queries import Entry
from fairway.web.plan.meetings import words
from fairway.web.plan.meetings.forms import (
    MeetingForm,
    PlanForm,
    clock_field,
    day_field,
    goal_choices,
    text_field,
)

MOMENT = "%Y-%m-%dT%H:%M"
CAPTIONS = {"yes": True, "no": False, "": None}


def organization_field(*, required: bool = True, help_text: Any = "") -> forms.CharField:
    """An organization by any of its names; the page lists those that are known."""
    return forms.CharField(
        label=_("Organization"), max_length=200, required=required, help_text=help_text,
        widget=forms.TextInput(attrs={"list": "organizations", "autocomplete": "off"}),
    )  # fmt: skip


def file_field(label: Any, help_text: Any, accept: str) -> forms.FileField:
    """A file that may be left out."""
    return forms.FileField(
        label=label, help_text=help_text, required=False,
        widget=forms.FileInput(attrs={"accept": accept}),
        error_messages={"empty": _("The file is empty. Choose another.")},
    )  # fmt: skip


def upload(said: dict[str, Any], name: str) -> Upload | None:
    """The file of a form as it came, if any."""
    file: UploadedFile[bytes] | None = said.get(name)
    if file is None:
        return None
    return Upload(
        file.name or "", file.read(), file.content_type or "", is_public=said["is_public"]
    )


def check_size(file: "UploadedFile[bytes] | None") -> None:
    """A size that a page may carry."""
    if file is not None and (file.size or 0) > settings.UPLOAD_LIMIT_BYTES:
        limit = settings.UPLOAD_LIMIT_BYTES // 1_000_000
        raise forms.ValidationError(
            _("The file is larger than %(limit)s MB. Send a smaller one.") % {"limit": limit}
        )


class EntryForm(PlanForm):
    """What every entry says: where it stands; and why, where it corrects another."""

    source = forms.CharField(
        label=_("Where this stands"), max_length=300,
        help_text=_("Minutes, a recording, a web page, or who told you."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300, required=False)

    def __init__(self, *args: Any, on: date, former: Entry | None = None, **kwargs: Any) -> None:
        if former is not None:
            kwargs["initial"] = {"source": former.source} | self.as_it_is(former)
        super().__init__(*args, **kwargs)
        if former is None:
            del self.fields["reason"]
        if "goal_codes" in self.fields:
            self.fields["goal_codes"].choices = goal_choices(on)  # type: ignore[attr-defined]
        last: list[str] = [name for name in ("source", "reason") if name in self.fields]
        self.order_fields([name for name in self.fields if name not in last] + last)

    # The columns that the form shows under their own names.
    shows: ClassVar[tuple[str, ...]] = ()

    def as_it_is(self, former: Any) -> dict[str, Any]:
        """What the entry says now."""
        return {name: getattr(former, name) for name in self.shows}

    def facts(self) -> Facts:
        """What was entered."""
        raise NotImplementedError


class VoteForm(EntryForm):
    """A motion and its result."""

    motion = forms.CharField(
        label=_("Motion"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    result = forms.CharField(
        label=_("Result"), max_length=30, help_text=_("Such as unanimous, 12 to 3, or not carried.")
    )
    shows = ("motion", "result")

    def facts(self) -> VoteFacts:
        """What was entered."""
        return VoteFacts(self.cleaned_data["motion"], self.cleaned_data["result"])


class ParticipantForm(EntryForm):
    """Someone who took part."""

    name = forms.CharField(label=_("Name"), max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose")), *words.ROLES.items()])
    affiliation = forms.CharField(
        label=_("Affiliation on the day of the meeting"), max_length=300, required=False
    )
    organization = organization_field(
        required=False, help_text=_("If she spoke for one; it then shows on that body’s page.")
    )
    shows = ("name", "role", "affiliation")

    def as_it_is(self, former: Any) -> dict[str, Any]:
        """With the organization's name."""
        body = former.stakeholder.name if former.stakeholder else ""
        return super().as_it_is(former) | {"organization": body}

    def facts(self) -> ParticipantFacts:
        """What was entered."""
        said = self.cleaned_data
        return ParticipantFacts(
            said["name"], said["role"], said["affiliation"], said["organization"]
        )


class PresentationForm(EntryForm):
    """What an organization showed and asked for."""

    organization = organization_field()
    starts_at = clock_field(_("Begins at"))
    goal_codes = forms.MultipleChoiceField(
        label=_("Goals it named"), required=False, widget=forms.CheckboxSelectMultiple
    )
    shown = text_field(_("Shown"))
    asked = text_field(_("Asked for, or in the way"))
    shows = ("starts_at", "goal_codes", "shown", "asked")

    def as_it_is(self, former: Any) -> dict[str, Any]:
        """With the organization's name."""
        return super().as_it_is(former) | {"organization": former.stakeholder.name}

    def facts(self) -> PresentationFacts:
        """What was entered."""
        said = self.cleaned_data
        return PresentationFacts(
            said["organization"],
            said["starts_at"],
            said["goal_codes"],
            said["shown"],
            said["asked"],
        )


class RecordingForm(EntryForm):
    """Where a recording is, whether it has captions, and its transcript."""

    title = forms.CharField(label=_("Title"), max_length=200)
    url = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https")
    captions = forms.ChoiceField(
        label=_("Captions"), required=False, widget=forms.RadioSelect,
        choices=[("", _("Nobody looked yet")), ("yes", _("It has captions")), ("no", _("It has none"))],
    )  # fmt: skip
    transcript = file_field(
        _("Transcript"),
        _("A .vtt, .srt, .txt, .docx or .pdf file. Its words can then be searched. Without a file the one there stays."),
        ".vtt,.srt,.txt,.docx,.pdf",
    )  # fmt: skip
    is_public = forms.BooleanField(label=_("The public may search this transcript"), required=False)
    shows = ("title", "url")

    def as_it_is(self, former: Any) -> dict[str, Any]:
        """With what was seen of captions."""
        seen = next(word for word, has in CAPTIONS.items() if has is former.has_captions)
        return super().as_it_is(former) | {"captions": seen}

    def clean_transcript(self) -> Any:
        """Not too large."""
        check_size(self.cleaned_data["transcript"])
        return self.cleaned_data["transcript"]

    def facts(self) -> RecordingFacts:
        """What was entered."""
        said = self.cleaned_data
        text = upload(said, "transcript")
        return RecordingFacts(said["title"], said["url"], CAPTIONS[said["captions"]], text)


class HashtagForm(EntryForm):
    """A tag with the days on which it holds."""

    tag = forms.RegexField(
        r"^#?\w+$", label=_("Hashtag"), max_length=79,
        error_messages={"invalid": _("Write one word of letters and digits, such as #Example.")},
    )  # fmt: skip
    valid_from = day_field(_("First day"))
    valid_to = day_field(_("Last day"), required=False)
    shows = ("tag", "valid_from", "valid_to")

    def facts(self) -> HashtagFacts:
        """What was entered."""
        said = self.cleaned_data
        return HashtagFacts(
            "#" + said["tag"].removeprefix("#"), said["valid_from"], said["valid_to"]
        )


class LandmarkForm(EntryForm):
    """A dated fact of the series that is no meeting."""

    title = forms.CharField(label=_("What happened"), max_length=300)
    title_es = forms.CharField(label=_("The same in Spanish"), max_length=300, required=False)
    happened_on = day_field(_("On which day"))
    is_approximate = forms.BooleanField(label=_("The day is about right"), required=False)
    shows = ("title", "title_es", "happened_on", "is_approximate")

    def facts(self) -> LandmarkFacts:
        """What was entered."""
        return LandmarkFacts(**{name: self.cleaned_data[name] for name in self.shows})


class MeetingChangeForm(MeetingForm):
    """A meeting as it was entered, to be changed."""

    questions = text_field(_("Questions to those who speak, one a line"))
    comments_open_until = forms.DateTimeField(
        label=_("Comments are open until"), required=False,
        input_formats=[MOMENT, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"}),
        help_text=_("In the time zone of the meeting. Empty: no end of its own."),
        error_messages={"invalid": _("Enter a day and a time, such as 2026-09-30 16:45.")},
    )  # fmt: skip

    @classmethod
    def of(cls, meeting: Any, data: Any) -> "MeetingChangeForm":
        """With what is there."""
        names = [name for name in cls.base_fields if hasattr(meeting, name)]
        first = {name: getattr(meeting, name) for name in names}
        until = meeting.comments_open_until
        first["questions"] = "\n".join(meeting.questions)
        first["comments_open_until"] = until and until.astimezone(
            ZoneInfo(meeting.time_zone)
        ).replace(tzinfo=None)
        return cls(data, initial=first)

    def facts(self) -> MeetingFacts:
        """What was entered. A zone that does not exist is left to the domain to refuse."""
        said: dict[str, Any] = dict(self.cleaned_data)
        said["ends_on"] = said["ends_on"] or said["starts_on"]
        said["questions"] = [row.strip() for row in said["questions"].splitlines() if row.strip()]
        until: datetime | None = said["comments_open_until"]
        if until is not None:
            said["comments_open_until"] = until.replace(tzinfo=ZoneInfo(said["time_zone"]))
        return MeetingFacts(**said)


class SummaryForm(PlanForm):
    """How far the summary is."""

    drafted_on = day_field(_("Drafted on"), required=False)
    certified_by = forms.CharField(label=_("Certified by"), max_length=200, required=False)
    certified_on = day_field(_("Certified on"), required=False)
    posted_on = day_field(_("Posted on"), required=False)
    url = forms.URLField(
        label=_("Address where it is posted"), max_length=500, required=False, assume_scheme="https"
    )
    file = file_field(
        _("The summary itself"),
        _("A .pdf, .docx, .txt or .md file. Its passages can then be cited. Without a file the one there stays."),
        ".pdf,.docx,.txt,.md",
    )  # fmt: skip
    is_public = forms.BooleanField(label=_("The public may read this file"), required=False)
    source = forms.CharField(label=_("Where this stands"), max_length=300)

    def __init__(self, *args: Any, on: date, there: Any, **kwargs: Any) -> None:
        shown = ("drafted_on", "certified_by", "certified_on", "posted_on", "url", "source")
        if there is not None:
            kwargs["initial"] = {name: getattr(there, name) for name in shown}
        super().__init__(*args, **kwargs)
        self.on = on

    def clean(self) -> dict[str, Any]:
        """No day that is still to come."""
        said = super().clean() or {}
        for name in ("drafted_on", "certified_on", "posted_on"):
            if said.get(name) and said[name] > self.on:
                self.add_error(name, _("That day is still to come."))
        return said

    def clean_file(self) -> Any:
        """Not too large."""
        check_size(self.cleaned_data["file"])
        return self.cleaned_data["file"]

    def facts(self) -> SummaryFacts:
        """What was entered."""
        said = self.cleaned_data
        return SummaryFacts(
            url=said["url"],
            drafted_on=said["drafted_on"],
            certified_by=said["certified_by"],
            certified_on=said["certified_on"],
            posted_on=said["posted_on"],
            file=upload(said, "file"),
        )


class AgendaForm(PlanForm):
    """An agenda, a slot a line."""

    text = forms.CharField(
        label=_("Agenda, one item a line"), max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Time, title, and after a bar the organization: 9:15-10:00 Welcome | Example Coalition. A line with a day alone, such as 2026-04-11, begins that day."),
    )  # fmt: skip
    dated_on = day_field(_("Date of this version"), required=False)
    source = forms.CharField(label=_("Where this stands"), max_length=300)


class RemovalForm(PlanForm):
    """Why an entry is taken out."""

    reason = forms.CharField(label=_("Why it does not hold"), max_length=300)


FORMS: dict[str, type[EntryForm]] = {
    "vote": VoteForm,
    "participant": ParticipantForm,
    "presentation": PresentationForm,
    "recording": RecordingForm,
    "hashtag": HashtagForm,
    "landmark": LandmarkForm,
}
