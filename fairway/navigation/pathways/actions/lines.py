"""The worklist's lines of stored episodes, derived and stored (rules.line)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from fairway.base import bulk
from fairway.navigation.pathways.actions.facts import chunks
from fairway.navigation.pathways.models import Alert, Episode, Milestone
from fairway.navigation.pathways.rules.line import Line, line_of

LINE = list(Line.__struct_fields__)


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
        for pk, pathway in Episode.objects.filter(pk__in=some).values_list("pk", "pathway"):
            line = line_of(pathway, milestones[pk], alerts=alerts[pk])
            keys = [milestone.pk for milestone in milestones[pk]]
            rows.append([*columns_of(line, keys), pk])
        bulk.update(Episode, LINE, rows)


def columns_of(line: Line, keys: Sequence[int]) -> list[Any]:
    """The values of `LINE`; `keys` are those of the milestones that the line was made from."""
    lead, *others = msgspec.structs.astuple(line)
    return [keys[lead] if lead is not None else None, *others]
