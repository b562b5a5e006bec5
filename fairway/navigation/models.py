"""Where Django looks for the tables of this app; each stands with its own capability."""

from fairway.navigation.pathways.models import (
    Alert,
    Announcement,
    Appointment,
    AppointmentConflict,
    Decision,
    Episode,
    Event,
    EventConflict,
    Milestone,
    Pause,
    Standing,
)
from fairway.navigation.worklist.models import ContactAttempt, HandOff, Note

__all__ = [
    "Alert",
    "Announcement",
    "Appointment",
    "AppointmentConflict",
    "ContactAttempt",
    "Decision",
    "Episode",
    "Event",
    "EventConflict",
    "HandOff",
    "Milestone",
    "Note",
    "Pause",
    "Standing",
]
