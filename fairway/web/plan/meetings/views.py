"""The plan's home, series and meetings, for plan staff."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairway.base.errors import FairwayError
from fairway.people.queries import NotVisible
from fairway.plan.meetings import actions, queries
from fairway.plan.themes.queries import people
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.meetings.forms import MeetingForm, SeriesForm, StepForm
from fairway.web.plan.meetings.home import areas
from fairway.web.plan.meetings.presenters import MeetingView, SeriesBlock, former_entries
from fairway.web.words import problem_in_words


@staff_only(*PLAN_STAFF)
@require_safe
def home(request: WorkplaceRequest) -> HttpResponse:
    """What waits for whom, area by area."""
    found = areas(request.staff, on=request.on)
    return render(request, "plan/meetings/home.html", {"areas": found})


@staff_only(*PLAN_STAFF)
@require_safe
def series(request: WorkplaceRequest) -> HttpResponse:
    """Every series with its meetings."""
    names = people(request.staff)
    blocks = [
        SeriesBlock(row, on=request.on, people=names) for row in queries.series_rows(request.staff)
    ]
    context = {"blocks": blocks, "recordings": queries.recordings_to_look_at(request.staff)}
    return render(request, "plan/meetings/series.html", context)


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def new_series(request: WorkplaceRequest) -> HttpResponse:
    """A new run of meetings."""
    form = SeriesForm(request.POST if request.method == "POST" else None, on=request.on)
    if form.is_valid():
        said = form.cleaned_data
        actions.make_series(
            program=request.staff.program,
            key=slugify(said["title"])[:80],
            title=said["title"],
            topic=said["topic"],
            goal_codes=said["goals"],
            by=request.staff.actor,
            at=request.at,
        )
        return redirect("plan_series")
    return render(request, "plan/meetings/new.html", {"form": form, "heading": _("New series")})


@staff_only(*PLAN_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def new_meeting(request: WorkplaceRequest, series: UUID) -> HttpResponse:
    """A new meeting of a series."""
    of = queries.series_for(request.staff, series)
    first = {"time_zone": request.staff.program.time_zone}
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=first)
    context = {"form": form, "heading": _("New meeting")}
    if not form.is_valid():
        return render(request, "plan/meetings/new.html", context)
    said = form.cleaned_data | {
        "ends_on": form.cleaned_data["ends_on"] or form.cleaned_data["starts_on"]
    }
    try:
        made = actions.add_meeting(
            series=of,
            key=f"{said['starts_on']}-{slugify(said['title'])}"[:80],
            cited=actions.Citation(_("entered by staff")),
            by=request.staff.actor,
            at=request.at,
            **said,
        )
    except FairwayError as problem:
        form.add_error(None, problem_in_words(problem))
        return render(request, "plan/meetings/new.html", context)
    return redirect("plan_meeting", made.public_id)


@staff_only(*PLAN_STAFF)
@require_safe
def meeting(request: WorkplaceRequest, meeting: UUID) -> HttpResponse:
    """One meeting, whole; with words of a transcript found where they were asked for."""
    return _page(request, meeting)


@staff_only(*PLAN_STAFF)
@require_POST
def move(request: WorkplaceRequest, meeting: UUID) -> HttpResponse:
    """The meeting's next step."""
    found = queries.meeting_for(request.staff, meeting)
    view = MeetingView(queries.page_of(found))
    form = StepForm(request.POST, states=view.next_states)
    if not form.is_valid():
        return _page(request, meeting, form=form)
    try:
        actions.move(
            meeting=found,
            to=form.cleaned_data["to"],
            happened_on=form.cleaned_data["happened_on"],
            cited=actions.Citation(_("entered by staff")),
            by=request.staff.actor,
            at=request.at,
        )
    except FairwayError as problem:
        return _page(request, meeting, problem=problem_in_words(problem))
    messages.success(request, _("The step is recorded."))
    return redirect("plan_meeting", meeting)


@staff_only(*PLAN_STAFF)
@require_POST
def captions(request: WorkplaceRequest, meeting: UUID, recording: int) -> HttpResponse:
    """Someone looked at a recording: it has captions, or it has none (STK-19)."""
    page = queries.meeting_page(request.staff, meeting)
    found = next((one for one in page.recordings if one.pk == recording), None)
    if found is None:
        raise NotVisible("There is no such recording. Reload the page.")
    has = request.POST.get("captions") == "yes"
    actions.record_captions(
        recording=found, has_captions=has, by=request.staff.actor, at=request.at
    )
    return redirect("plan_meeting", meeting)


@staff_only(*PLAN_STAFF)
@require_safe
def registrations(request: WorkplaceRequest, meeting: UUID) -> HttpResponse:
    """Who will come, those who ask for an accommodation first (STK-25)."""
    found = queries.meeting_for(request.staff, meeting)
    context = {"meeting": found, "registrations": queries.registrations_of(found)}
    return render(request, "plan/meetings/registrations.html", context)


def _page(
    request: WorkplaceRequest, meeting: UUID, *, form: StepForm | None = None, problem: str = ""
) -> HttpResponse:
    page = queries.meeting_page(request.staff, meeting)
    view = MeetingView(page)
    words = request.GET.get("words", "")[:200]
    found = [
        (one, queries.search_transcript(one, words=words))
        for one in page.recordings
        if words and one.transcript_id
    ]
    context = {
        "view": view,
        "form": form or StepForm(states=view.next_states),
        "problem": problem,
        "coming": len(queries.registrations_of(page.meeting)),
        "words": words,
        "found": found,
        "former": former_entries(
            page.meeting, people=people(request.staff), zone=page.meeting.time_zone
        ),
    }
    status = 409 if problem else 200
    return render(request, "plan/meetings/meeting.html", context, status=status)
