"""What waits in each area of the plan: one function an area, each with one read into its own package."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fairway.people.queries import Staff
from fairway.plan.efforts import queries as efforts
from fairway.plan.intake.queries.counts import waiting as intake_waiting
from fairway.plan.meetings import queries as meetings
from fairway.plan.reports import queries as reports
from fairway.plan.themes import queries as themes
from fairway.publishing.queries import editing as pages


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something wait."""

    what: str | Promise
    number: int


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the plan with what waits there."""

    name: str | Promise
    purpose: str | Promise
    href: str
    counts: tuple[Count, ...]

    @property
    def waiting(self) -> list[Count]:
        """Those that are not none."""
        return [one for one in self.counts if one.number]


def of_meetings(staff: Staff, on: date) -> Area:
    """Summaries, recordings, and people who ask for an accommodation."""
    found = meetings.waiting(staff, on=on)
    return Area(
        _("Meetings"),
        _("Series and meetings: agendas, votes, what was shown and said, recordings, summaries."),
        reverse("plan_series"),
        (
            Count(_("summaries to certify"), found.summaries_to_certify),
            Count(_("summaries to post"), found.summaries_to_post),
            Count(_("recordings nobody looked at for captions"), found.recordings_to_look_at),
            Count(_("recordings without captions"), found.recordings_without_captions),
            Count(_("accommodations asked for"), found.accommodations_asked),
        ),
    )


def of_submissions(staff: Staff, on: date) -> Area:
    """The queue of what people send in."""
    found = intake_waiting(staff)
    return Area(
        _("Submissions"),
        _("What people sent in, by every channel, and what became of each."),
        reverse("plan_submissions"),
        (
            Count(_("held for a person to look at"), found.held),
            Count(_("not yet acknowledged"), found.unacknowledged),
            Count(_("to tag with goals"), found.untagged),
            Count(_("considered and not yet answered"), found.unanswered),
        ),
    )


def of_efforts(staff: Staff, on: date) -> Area:
    """Activities on which submitter and staff disagree."""
    return Area(
        _("Activities and the map of efforts"),
        _("Who works toward which goal, on what, where; and where nobody does."),
        reverse("plan_map"),
        (Count(_("with different goals by submitter and staff"), len(efforts.disagreement_report(staff))),),
    )  # fmt: skip


def of_goals(staff: Staff, on: date) -> Area:
    """Nothing waits here; it is where one looks."""
    return Area(
        _("Goals"),
        _("What was said toward each goal, beside what can be measured."),
        reverse("plan_goals"),
        (),
    )


def of_stakeholders(staff: Staff, on: date) -> Area:
    """Nothing waits here; it is where one looks."""
    return Area(
        _("Stakeholders"),
        _("Organizations and persons under every name they were given."),
        reverse("plan_stakeholders"),
        (),
    )


def of_themes(staff: Staff, on: date) -> Area:
    """Candidates and suggestions that nobody decided, and themes whose words were withdrawn."""
    found = themes.listing(staff, states=("candidate", "supported", "accepted", "in-report"))
    undecided = [one for one in found if one.theme.state in ("candidate", "supported")]
    held = [one for one in found if one.theme.held_at is not None]
    return Area(
        _("Themes"),
        _("What several independent sources say alike, and who could work together."),
        reverse("plan_themes"),
        (
            Count(_("themes to accept or set aside"), len(undecided)),
            Count(_("held: their words were withdrawn"), len(held)),
            Count(_("synergies to confirm or reject"), len(themes.synergies(staff))),
        ),
    )


def of_reports(staff: Staff, on: date) -> Area:
    """Sentences that wait, and recommendations past their day."""
    late = [
        one
        for one in reports.recommendations(staff)
        if one.due_on and one.due_on < on and one.state not in ("done", "no-answer")
    ]
    return Area(
        _("Reports"),
        _("Sentences that each rest on what was said, built into what is handed over."),
        reverse("plan_reports"),
        (
            Count(
                _("sentences held for a person to look at"),
                sum(getattr(one, "held", 0) for one in reports.reports(staff)),
            ),
            Count(_("recommendations past their day"), len(late)),
        ),
    )


def of_pages(staff: Staff, on: date) -> Area:
    """Pages on their way, and pages with something amiss."""
    found = pages.lines(staff)
    return Area(
        _("Pages"),
        _("Public pages: written, reviewed, signed off, released."),
        reverse("pages"),
        (
            Count(_("in review"), sum(one.latest.state == "in-review" for one in found)),
            Count(
                _("signed off and not yet published"),
                sum(one.latest.state == "signed-off" for one in found),
            ),
            Count(_("with something amiss"), sum(bool(one.problems) for one in found)),
        ),
    )


AREAS: tuple[Callable[[Staff, date], Area], ...] = (
    of_submissions,
    of_meetings,
    of_themes,
    of_reports,
    of_efforts,
    of_goals,
    of_stakeholders,
    of_pages,
)


def areas(staff: Staff, *, on: date) -> list[Area]:
    """Every area with what waits in it."""
    return [read(staff, on) for read in AREAS]
