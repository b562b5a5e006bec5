"""The plan's home, meetings, stakeholders, activities, the map of efforts and the goals."""

from typing import Any

from tests.factories.plan_efforts import ActivityFactory
from tests.factories.plan_meetings import (
    MeetingFactory,
    RecordingFactory,
    SeriesFactory,
    VoteFactory,
)
from tests.factories.plan_stakeholders import StakeholderFactory, StakeholderMergeFactory
from tests.repository.plan_rows import PlanRow, PlanWorld


def _series(world: PlanWorld) -> dict[str, Any]:
    return {"series": SeriesFactory(program=world.program).public_id}


def _meeting(world: PlanWorld) -> dict[str, Any]:
    return {"meeting": MeetingFactory(series__program=world.program).public_id}


def _of(world: PlanWorld) -> dict[str, Any]:
    return {"kind": "vote", "of": MeetingFactory(series__program=world.program).public_id}


def _vote(world: PlanWorld) -> dict[str, Any]:
    return {"kind": "vote", "entry": VoteFactory(meeting__series__program=world.program).pk}


def _recording(world: PlanWorld) -> dict[str, Any]:
    recording = RecordingFactory(meeting__series__program=world.program)
    return {"meeting": recording.meeting.public_id, "recording": recording.pk}


def _stakeholder(world: PlanWorld) -> dict[str, Any]:
    return {"stakeholder": StakeholderFactory(program=world.program).public_id}


def _merge(world: PlanWorld) -> dict[str, Any]:
    kept, merged = StakeholderFactory.create_batch(2, program=world.program)
    merged.merged_into = kept
    merged.save()
    return {"merge": StakeholderMergeFactory(kept=kept, merged=merged).pk}


def _activity(world: PlanWorld) -> dict[str, Any]:
    return {"activity": ActivityFactory(stakeholder__program=world.program).public_id}


NEW_MEETING = {"title": "Made up", "starts_on": "2026-05-01", "time_zone": "America/New_York"}
CHANGED_MEETING = NEW_MEETING | {"place": "Library"}
AGENDA = {"text": "9:15 Welcome", "source": "made up", "keep": ""}
SUMMARY = {"drafted_on": "2026-04-12", "source": "made up"}
VOTE = {"motion": "Form a group.", "result": "unanimous", "source": "made up"}
NEW_ACTIVITY = {"title": "Made up", "organization": "Example Coalition", "source": "made up"}
# Each row makes its own record, so that one person's deed does not change another's answer.
ROWS = [
    PlanRow("plan_home", 302, 200, 200, 200, 403),
    PlanRow("plan_series", 302, 200, 200, 200, 403),
    PlanRow("plan_series_new", 302, 200, 200, 200, 403),
    PlanRow("plan_series_new", 302, 302, 302, 302, 403, "post", data={"title": "Made up"}),
    PlanRow("plan_meeting_new", 302, 200, 200, 404, 403, arguments=_series),
    PlanRow("plan_meeting_new", 302, 302, 302, 404, 403, "post", _series, NEW_MEETING),
    PlanRow("plan_meeting", 302, 200, 200, 404, 403, arguments=_meeting),
    PlanRow("plan_meeting_move", 302, 302, 302, 404, 403, "post", _meeting, {"to": "announced"}),
    PlanRow("plan_captions", 302, 302, 302, 404, 403, "post", _recording, {"captions": "no"}),
    PlanRow("plan_registrations", 302, 200, 200, 404, 403, arguments=_meeting),
    PlanRow("plan_meeting_change", 302, 200, 200, 404, 403, arguments=_meeting),
    PlanRow("plan_meeting_change", 302, 302, 302, 404, 403, "post", _meeting, CHANGED_MEETING),
    PlanRow("plan_agenda", 302, 200, 200, 404, 403, arguments=_meeting),
    PlanRow("plan_agenda", 302, 302, 302, 404, 403, "post", _meeting, AGENDA),
    PlanRow("plan_summary", 302, 200, 200, 404, 403, arguments=_meeting),
    PlanRow("plan_summary", 302, 302, 302, 404, 403, "post", _meeting, SUMMARY),
    PlanRow("plan_entry_new", 302, 200, 200, 404, 403, arguments=_of),
    PlanRow("plan_entry_new", 302, 302, 302, 404, 403, "post", _of, VOTE),
    PlanRow("plan_entry", 302, 200, 200, 404, 403, arguments=_vote),
    PlanRow("plan_entry", 302, 302, 302, 404, 403, "post", _vote, VOTE),
    PlanRow("plan_entry_remove", 302, 302, 302, 404, 403, "post", _vote, {"reason": "made up"}),
    PlanRow("plan_stakeholders", 302, 200, 200, 200, 403),
    PlanRow("plan_stakeholder", 302, 200, 200, 404, 403, arguments=_stakeholder),
    PlanRow("plan_stakeholder_name", 302, 302, 302, 404, 403, "post", _stakeholder, {"name": "Other"}),
    PlanRow("plan_stakeholder_merge", 302, 200, 200, 404, 403, "post", _stakeholder),
    PlanRow("plan_stakeholder_undo", 302, 302, 302, 404, 403, "post", _merge),
    PlanRow("plan_activities", 302, 200, 200, 200, 403),
    PlanRow("plan_activities_csv", 302, 200, 200, 200, 403),
    PlanRow("plan_activity_new", 302, 200, 200, 200, 403),
    PlanRow("plan_activity_new", 302, 302, 302, 302, 403, "post", data=NEW_ACTIVITY),
    PlanRow("plan_activity", 302, 200, 200, 404, 403, arguments=_activity),
    PlanRow("plan_activity", 302, 302, 302, 404, 403, "post", _activity, {"title": "Other"}),
    PlanRow("plan_map", 302, 200, 200, 200, 403),
    PlanRow("plan_goals", 302, 200, 200, 200, 403),
]  # fmt: skip
PUBLIC: set[str] = set()
