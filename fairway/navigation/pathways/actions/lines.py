"""The worklist's line of an episode: what it shows first and its place in the order, derived and stored."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from fairway.base import bulk
from fairway.navigation.pathways.actions.facts import chunks
from fairway.navigation.pathways.definitions import pathways, urgencies
from fairway.navigation.pathways.models import Alert, Episode, Milestone

LINE = ["lead", "standing", "due_on", "rank_on", "open_alerts"]


def refresh_lines(episode_ids: Sequence[int]) -> None:
    """Write the lines of these episodes again from their stored milestones and alerts."""
    for some in chunks(episode_ids):
        milestones: dict[int, list[Milestone]] = defaultdict(list)
        for milestone in Milestone.objects.filter(episode_id__in=some).order_by("id"):
            milestones[milestone.episode_id].append(milestone)
        alerts: dict[int, list[date]] = defaultdict(list)
        open_ones = Alert.objects.filter(episode_id__in=some, resolved_at__isnull=True)
        for pk, raised_on in open_ones.values_list("episode_id", "raised_on"):
            alerts[pk].append(raised_on)
        rows = []
        for episode in Episode.objects.filter(pk__in=some):
            set_line(episode, milestones[episode.pk], alerts=alerts[episode.pk])
            rows.append([*line_of(episode), episode.pk])
        bulk.update(Episode, LINE, rows)


def line_of(episode: Any) -> list[Any]:
    """The values of `LINE`."""
    return [episode.lead_id, episode.standing, episode.due_on, episode.rank_on, episode.open_alerts]


def set_line(episode: Any, milestones: Sequence[Any], *, alerts: Sequence[date] = ()) -> None:
    """Set the line on an episode: the open milestone with the earliest due day, and the sort day.

    The lead is the one that is late first, so that a line is overdue as soon as any step of it is. `rank_on` is the
    least due day minus the head start of its urgency class; an open alert pulls it forward. Lower is more urgent. Both
    follow from facts alone and not from today, so the list needs no nightly run.
    """
    pathway, heads = pathways()[episode.pathway], _head_starts()
    lead = undated = paused = None
    ranks = [day - timedelta(days=urgencies().alert_head_start_days) for day in alerts]
    for one in milestones:
        if one.met_on is not None or one.not_needed_on is not None:
            continue
        if one.paused_from is not None and (one.due_on is None or one.paused_from <= one.due_on):
            paused = paused or one
        elif one.due_on is None:
            undated = undated or one
        else:
            step = pathway.step(one.key)
            ranks.append(one.due_on - timedelta(days=heads[step.urgency] if step else 0))
            if lead is None or one.due_on < lead.due_on:
                lead = one
    shown = lead or paused or undated
    episode.lead_id = shown.pk if shown else None
    episode.standing = (
        "running" if lead else "paused" if paused else "no-deadline" if undated else "to-close"
    )
    episode.due_on = lead.due_on if lead else None
    episode.open_alerts = len(alerts)
    episode.rank_on = min(ranks, default=None)


@cache
def _head_starts() -> dict[str, int]:
    return {urgency.id: urgency.head_start_days for urgency in urgencies().classes}
