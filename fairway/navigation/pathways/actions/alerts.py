"""Alerts are raised once for each occasion, resolved or not."""

from collections.abc import Sequence
from datetime import datetime

from fairway.base import bulk
from fairway.base.ids import new_id
from fairway.navigation.pathways.actions.facts import chunks
from fairway.navigation.pathways.models import Alert
from fairway.navigation.pathways.rules.alerts import Raised

ALERT = [
    "public_id",
    "episode",
    "kind",
    "occasion",
    "about",
    "raised_on",
    "raised_at",
    "resolution",
    "resolution_text",
]


def raise_alerts(wanted: Sequence[tuple[int, Raised]], *, at: datetime) -> set[int]:
    """Add the alerts that were never raised before, as (episode key, alert). Returns the episodes with a new one.

    The caller writes the episodes' lines afterwards (lines.refresh_lines).
    """
    known: set[tuple[int, str, str]] = set()
    for some in chunks(sorted({pk for pk, _ in wanted})):
        known |= set(
            Alert.objects.filter(episode_id__in=some).values_list("episode_id", "kind", "occasion")
        )
    fresh = {(pk, one.kind, one.occasion): one for pk, one in wanted}
    fresh = {key: one for key, one in fresh.items() if key not in known}
    rows = [
        [new_id(), pk, kind, occasion, one.visit_id, one.on, at, "", ""]
        for (pk, kind, occasion), one in fresh.items()
    ]
    bulk.insert(Alert, ALERT, rows)
    return {pk for pk, _, _ in fresh}
