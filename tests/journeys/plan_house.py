"""The made-up program of the plan's journeys: a site with three pages, an announced meeting, an author, a colleague."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from fairway.publishing.actions.pages import move_page, save_page
from tests.factories import plan_meetings
from tests.factories.people import ProgramFactory, StaffFactory
from tests.factories.publishing import SiteFactory

BLOG = """---
title: What we heard in spring
template: blog
date: 2026-03-20
description: A made-up recap.
blurb: Rides, tablets and a phone line.
---
#### Rides

![A bus at the county line](bus.png) Tell us more. #PatientNavigation

| Hour | What |
|------|------|
| 9:00 | Opening |

[About us](/about) and [nothing](/nowhere).
"""
PAGES = (
    ("about", "---\ntitle: About us\ndescription: Made up.\n---\nHello."),
    ("blogs", "---\ntitle: Blogs\ntemplate: blogs\ndescription: All.\n---\n"),
    ("blogs/spring", BLOG),
)


@dataclass
class House:
    """A made-up program with a site, an author and a colleague."""

    site: Any
    ada: Any
    cleo: Any
    meeting: Any


def a_house() -> House:
    """Everything published that can be, and nothing said yet."""
    program = ProgramFactory(name="Example Coalition of Nowhere County", phone="555-0100")
    site = SiteFactory(program=program, slug="nowhere", title="The Plan of Nowhere County", about="Made up.")  # fmt: skip
    ada, cleo = (StaffFactory(program=program, role="plan-staff", name=name) for name in ("Ada Author", "Cleo Colleague"))  # fmt: skip
    now = timezone.now()
    for path, source in PAGES:
        version = save_page(site=site, path=path, source=source, by=ada.actor, at=now)
        for to in ("in-review", "signed-off", "published"):
            version = move_page(version=version, to=to, by=cleo.actor, at=now)
    ahead = timezone.localdate(now) + timedelta(days=30)
    meeting = plan_meetings.MeetingFactory(
        series__program=program, series__goal_codes=["NCP-4"], title="Rides and roads", place="Nowhere Hall",
        starts_on=ahead, ends_on=ahead, starts_at=time(9), ends_at=time(16), takes_registrations=True,
        questions=["What keeps people from treatment?"],
    )  # fmt: skip
    plan_meetings.MeetingStepFactory(meeting=meeting, state="announced")
    agenda = plan_meetings.AgendaFactory(meeting=meeting, version=1)
    plan_meetings.AgendaItemFactory(agenda=agenda, ordinal=1, starts_at=time(9), title="Opening")
    plan_meetings.RecordingFactory(meeting=meeting, has_captions=False)
    return House(site, ada, cleo, meeting)
