"""What the scheduler calls for the worklist."""

from datetime import date, datetime

from fairway.navigation.worklist.actions import raise_unanswered


def daily(*, on: date, at: datetime) -> int:
    """Alerts for hand-offs that nobody answered (NAV-8). May run twice. Returns how many were raised."""
    return raise_unanswered(on=on, at=at)
