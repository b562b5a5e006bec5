"""Tables of the clock engine: what happened, the clocks that follow from it, what people decided."""

from fairway.navigation.pathways.models.clocks import Announcement, Episode, Milestone, Standing
from fairway.navigation.pathways.models.decisions import Alert, Decision, Pause
from fairway.navigation.pathways.models.facts import (
    Appointment,
    AppointmentConflict,
    Event,
    EventConflict,
)

__all__ = [
    "Alert",
    "Announcement",
    "Appointment",
    "AppointmentConflict",
    "Decision",
    "Episode",
    "Event",
    "EventConflict",
    "Milestone",
    "Pause",
    "Standing",
]
