"""Series, landmarks, hashtags, deadlines, and the meetings with agendas, votes, people, what was shown and said."""

from dataclasses import replace

from fairway.plan.documents.models import Citation
from fairway.plan.goals.rules import codes
from fairway.plan.intake.actions.deadlines import set_deadline
from fairway.plan.intake.models import Deadline
from fairway.plan.meetings.actions import (
    AgendaSlot,
    add_agenda,
    add_hashtag,
    add_landmark,
    add_meeting,
    add_participant,
    add_point,
    add_presentation,
    add_recording,
    make_series,
    move,
    record_vote,
    save_summary,
)
from fairway.plan.meetings.models import Meeting, Series
from fairway.plan.panel.actions.efforts import Bodies
from fairway.plan.panel.actions.shelf import Shelf
from fairway.plan.panel.definitions import (
    Anchored,
    PanelMeeting,
    PanelPresentation,
    organizations,
    record,
)
from fairway.plan.panel.rules import discussions, people, slots
from fairway.plan.stakeholders.models import Stakeholder
from fairway.plan.stakeholders.rules import fold


def load_meetings(shelf: Shelf, bodies: Bodies) -> None:
    """All series with what belongs to them."""
    told = record()
    series = {
        one.key: make_series(
            program=shelf.program, key=one.key, title=one.title, topic=one.topic,
            goal_codes=one.goal_codes, by=shelf.by, at=shelf.at,
        )
        for one in told.series
    }  # fmt: skip
    for one in told.landmarks:
        add_landmark(
            series=series[one.series], key=one.key, title=one.title.en, title_es=one.title.es,
            happened_on=one.happened_on, is_approximate=one.is_approximate, cited=shelf.cite(one),
            by=shelf.by, at=shelf.at,
        )  # fmt: skip
    for tag in told.hashtags:
        add_hashtag(
            series=series[tag.series], tag=tag.tag, valid_from=tag.valid_from, valid_to=tag.valid_to,
            cited=shelf.cite(tag), by=shelf.by, at=shelf.at,
        )  # fmt: skip
    _load_deadlines(shelf)
    for number, meeting in enumerate(told.meetings):
        shelf.progress("meetings", number, len(told.meetings))
        _load_meeting(shelf, series[meeting.series], meeting, bodies)
    shelf.progress("meetings", len(told.meetings), len(told.meetings))


def _load_deadlines(shelf: Shelf) -> None:
    """Both readings, the later one in force. Where they are there, they stay as staff left them."""
    for key in {one.key for one in record().deadlines}:
        if Deadline.objects.filter(program=shelf.program, key=key).exists():
            continue
        for one in record().deadlines:
            if one.key == key:
                set_deadline(
                    program=shelf.program, key=key, label=one.label, closes_on=one.closes_on,
                    is_inclusive=one.is_inclusive, time_zone=one.time_zone, source=one.source,
                    by=shelf.by, at=shelf.at,
                )  # fmt: skip


def _load_meeting(shelf: Shelf, series: Series, told: PanelMeeting, bodies: Bodies) -> None:
    meeting = add_meeting(
        series=series, key=told.key, title=told.title, starts_on=told.starts_on, ends_on=told.ends_on,
        starts_at=told.starts_at, ends_at=told.ends_at, time_zone=told.time_zone, place=told.place,
        is_online=told.is_online, description=told.description, cited=shelf.cite(told),
        by=shelf.by, at=shelf.at,
    )  # fmt: skip
    if not meeting.agendas.exists():
        _load_agendas(shelf, meeting, told, bodies)
    if told.participants:
        _load_people(shelf, meeting, told, bodies)
    for number, vote in enumerate(told.votes, 1):
        record_vote(
            meeting=meeting, ordinal=number, motion=vote.motion, result=vote.result,
            cited=shelf.cite(vote), by=shelf.by, at=shelf.at,
        )  # fmt: skip
    for one in told.presentations:
        _load_presentation(shelf, meeting, told, one, bodies)
    for recording in told.recordings:
        add_recording(
            meeting=meeting, title=recording.title, url=recording.url, cited=shelf.cite(recording),
            by=shelf.by, at=shelf.at,
        )  # fmt: skip
    _load_summary(shelf, meeting, told, bodies)
    if not meeting.steps.exists():
        for step in told.steps:
            move(
                meeting=meeting, to=step.to, happened_on=step.happened_on,
                is_approximate=step.is_approximate, cited=shelf.cite(step), by=shelf.by, at=shelf.at,
            )  # fmt: skip


def _load_agendas(shelf: Shelf, meeting: Meeting, told: PanelMeeting, bodies: Bodies) -> None:
    """The agenda as the page has it; before it the earlier version, where the site's history knows one (STK-1)."""
    found: list[AgendaSlot] = []
    for page in told.agendas:
        held = shelf.held[page.path]
        day = page.on or told.starts_on
        found += [
            AgendaSlot(one.title, one.on, one.starts_at, one.ends_at, _body_in(bodies, one.title))
            for one in slots([row.text for row in held.passages], on=day)
        ]
    if not found:
        return
    if told.earlier_agenda:
        first, second = told.earlier_agenda.swapped
        add_agenda(
            meeting=meeting, slots=_swapped(found, first, second), cited=shelf.cite(told.earlier_agenda),
            dated_on=told.earlier_agenda.dated_on, by=shelf.by, at=shelf.at,
        )  # fmt: skip
    page = told.agendas[0]
    cited = shelf.cite(Anchored(source="REPO", path=page.path, detail=page.path))
    add_agenda(
        meeting=meeting, slots=found, cited=cited, dated_on=page.dated_on, by=shelf.by, at=shelf.at
    )


def _swapped(found: list[AgendaSlot], first: object, second: object) -> list[AgendaSlot]:
    left = next(one for one in found if one.starts_at == first)
    right = next(one for one in found if one.starts_at == second)
    other = {id(left): right, id(right): left}
    return [
        replace(one, title=other[id(one)].title, stakeholder=other[id(one)].stakeholder)
        if id(one) in other
        else one
        for one in found
    ]


def _body_in(bodies: Bodies, text: str) -> Stakeholder | None:
    """The organization whose name a text holds; of several the one that is named first."""
    words = f" {fold(text)} "
    found: list[tuple[int, str]] = []
    for one in organizations().organizations:
        for name in (one.name, *(printed for printed, _source in one.printed)):
            place = words.find(f" {fold(name)} ")
            if place >= 0:
                found.append((place, one.key))
    return bodies[min(found)[1]] if found else None


def _load_people(shelf: Shelf, meeting: Meeting, told: PanelMeeting, bodies: Bodies) -> None:
    held = shelf.held[told.participants]
    presenters = bool(told.presentations)
    page = (shelf.folder / told.participants).read_text(encoding="utf-8")
    for one in people(page, [row.text for row in held.passages]):
        role = "presenter" if one.role == "invited" and presenters else one.role
        passage = held.passages[one.passage] if one.passage is not None else None
        add_participant(
            meeting=meeting, name=one.name, role=role, affiliation=one.affiliation,
            stakeholder=_body_in(bodies, one.affiliation),
            cited=Citation(f"REPO: {told.participants}", "", passage), by=shelf.by, at=shelf.at,
        )  # fmt: skip


def _load_presentation(
    shelf: Shelf, meeting: Meeting, told: PanelMeeting, one: PanelPresentation, bodies: Bodies
) -> None:
    document = told.summary.document if told.summary else told.source
    cited = shelf.cite(Anchored(source=document, anchor=one.anchor, section=one.section))
    numbers = codes()
    add_presentation(
        meeting=meeting, stakeholder=bodies[one.organization], starts_at=one.starts_at,
        goal_codes=[numbers[goal - 1] for goal in one.goals],
        goals_source=one.goals_source or f"{document}, page {cited.page} and following",
        shown=one.shown, asked=one.asked, cited=cited, by=shelf.by, at=shelf.at,
    )  # fmt: skip


def _load_summary(shelf: Shelf, meeting: Meeting, told: PanelMeeting, bodies: Bodies) -> None:
    if told.summary is None:
        return
    source = next(one for one in record().sources if one.key == told.summary.document)
    held = shelf.held.get(source.path)
    if not hasattr(meeting, "summary"):
        save_summary(
            meeting=meeting, document=held.document if held else None, url=source.url,
            certified_by=told.summary.certified_by, certified_on=told.summary.certified_on,
            posted_on=told.summary.posted_on, posted_is_approximate=True,
            cited=shelf.cite(told.summary), by=shelf.by, at=shelf.at,
        )  # fmt: skip
    if held is not None and held.reading is not None:
        _load_points(shelf, meeting, source.path, source.key, bodies)


def _load_points(shelf: Shelf, meeting: Meeting, path: str, key: str, bodies: Bodies) -> None:
    """Every paragraph of the summary's discussions, under the organization that answered."""
    held = shelf.held[path]
    reading = held.reading
    for number, one in enumerate(discussions(reading.passages if reading else ()), 1):
        add_point(
            meeting=meeting, ordinal=number, heading=one.section, stakeholder=_body_in(bodies, one.section),
            cited=Citation(f"{key}: {held.document.title}", one.page_label, held.passages[one.passage]),
            by=shelf.by, at=shelf.at,
        )  # fmt: skip
