"""The whole page put together."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from fairway.navigation.worklist.queries import PatientPage
from fairway.people.queries import Staff
from fairway.web.access import LEADS
from fairway.web.workbench import words
from fairway.web.workbench.patient.presenters.cases import CaseView
from fairway.web.workbench.patient.presenters.header import HeaderView
from fairway.web.workbench.patient.presenters.picture import TimelineView
from fairway.web.workbench.patient.presenters.rows import (
    contact_lines,
    fact_lines,
    note_lines,
    visit_lines,
)

SOME = 8


class PageView:
    """One person's page as its reader sees it."""

    def __init__(self, page: PatientPage, *, staff: Staff, at: datetime, on: date) -> None:
        zone = ZoneInfo(staff.program.time_zone)
        self.id = page.header.public_id
        self.staff, self.on = staff, on
        self.today = words.day(on)
        self.printed = words.moment(at, zone)
        cases = [CaseView(card, page.events, on=on) for card in page.episodes]
        # What alarms comes first; otherwise the latest case.
        self.open_cases = sorted(
            (case for case in cases if case.is_open), key=lambda case: not case.alerts
        )
        self.past_cases = [case for case in cases if not case.is_open]
        owners = tuple(dict.fromkeys(case.owner for case in self.open_cases))
        self.header = HeaderView(page.header, on=on, owners=owners)
        self.alerts = [alert for case in cases for alert in case.alerts]
        self.timeline = TimelineView(page, cases, on=on)
        facts = fact_lines(page.events, zone)
        self.facts = [one for one in facts if one.is_current]
        self.old_facts = [one for one in facts if not one.is_current]
        visits = visit_lines(page.appointments, zone)
        # The page lists what is to come by day, the past from the latest.
        self.visits_ahead = [one for one in visits if one.is_ahead][::-1]
        self.visits_past = [one for one in visits if not one.is_ahead]
        contacts = contact_lines(page.attempts)
        self.contacts, self.older_contacts = contacts[:SOME], contacts[SOME:]
        notes = note_lines(page.notes, zone)
        self.notes = [one for one in notes if not one.is_amended]
        self.old_notes = [one for one in notes if one.is_amended]

    @property
    def may_take_over(self) -> bool:
        """Leads may take a colleague's case."""
        return self.staff.role in LEADS

    @property
    def sections(self) -> list[tuple[str, str]]:
        """The anchors of the page, in order."""
        named = [
            ("alerts", _("Alerts")),
            ("timeline", _("Time-line")),
            ("cases", _("Cases")),
            ("visits", _("Visits")),
            ("contacts", _("Contacts")),
            ("notes", _("Notes")),
            ("facts", _("Facts")),
        ]
        return [one for one in named if one[0] != "alerts" or self.alerts]
