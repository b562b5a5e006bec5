"""The plan's half of the demo: made-up input through the doors that real input takes, and a report begun on it.

Where the panel's published record lies beside the project, it is loaded too.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings

from fairway.config import env
from fairway.people.models import Organization, Staff
from fairway.plan.documents.models import Citation, Passage
from fairway.plan.intake.actions import (
    FormInput,
    group_campaigns,
    receive,
    record_post,
    set_deadline,
)
from fairway.plan.intake.models import Submission
from fairway.plan.meetings.actions import add_meeting, make_series
from fairway.plan.panel.actions import load as load_record
from fairway.plan.reports.actions import (
    add_section,
    adopt,
    assign,
    link_evidence,
    propose_recommendation,
    start_report,
    write_sentence,
)
from fairway.plan.stakeholders.actions import known_as
from fairway.plan.themes.actions import accept, make_theme
from fairway.publishing.actions.sites import set_up_site

BY = "system:demo"
SUBMISSIONS = Path(__file__).with_name("demo_submissions.toml")
# A theme, and words by which its first passages are found among the made-up input.
THEMES = {
    "Finding and keeping people who do cancer care": ("preceptors", "open post", "Retention", "steady pay"),
    "Care that does not depend on place or insurer": ("Mileage money", "state line", "day by road", "authorization"),
    "Records that travel with the person": ("faxes", "data use agreement", "Portals", "share images"),
}  # fmt: skip


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One piece of made-up input."""

    channel: str
    name: str
    received: datetime
    affiliation: str = ""
    kind: str = "unknown"
    email: str = ""
    language: str = "en"
    subject: str = ""
    text: str = ""
    goals: tuple[str, ...] = ()
    goals_text: str = ""
    partners: str = ""
    progress: str = ""
    challenges: str = ""
    post_url: str = ""
    hashtags: tuple[str, ...] = ()
    may_quote: bool | None = None
    may_name: bool | None = None


class AllSaid(msgspec.Struct, frozen=True):
    """The file of made-up input."""

    submission: tuple[Said, ...]


def load_plan(*, program: Organization, staff: Staff, on: date, at: datetime) -> None:
    """Input, a deadline, a meeting to come, three themes and the beginning of a report. Nothing where that is done."""
    if Submission.objects.filter(program=program).exists():
        return
    shared = Path(env.text("FAIRWAY_SHARED", str(settings.ROOT.parent / "shared" / "data")))
    if (shared / "panel").is_dir():
        load_record(program=program, folder=shared / "panel", by=BY, at=at)
    series = make_series(
        program=program, key="demo", title="Timely care in Nowhere County (demo)",
        topic="Made-up meetings on a made-up county.", goal_codes=["NCP-4", "NCP-5"], by=BY, at=at,
    )  # fmt: skip
    day = on.replace(year=on.year + 1, month=1, day=21)
    add_meeting(
        series=series, key="demo-hearing", title="Hearing on rides, records and staff (demo)",
        starts_on=day, ends_on=day, is_online=True, takes_registrations=True,
        cited=Citation("made up for the demo"), by=BY, at=at,
        description="A made-up hearing. Register, and see the form with which accommodation is asked for.",
    )  # fmt: skip
    deadline = set_deadline(
        program=program, key="demo", label="Report of 2026 (demo)", closes_on=date(2026, 9, 30),
        is_inclusive=True, time_zone="America/New_York", source="made up for the demo", by=BY, at=at,
    )  # fmt: skip
    for said in msgspec.toml.decode(SUBMISSIONS.read_bytes(), type=AllSaid).submission:
        _receive(program, said, at)
    group_campaigns(program=program, at=at)
    set_up_site(
        program=program, slug="demo", is_open=True, title="Nowhere County cancer plan (demo)",
        contact_phone=program.phone, by=BY, at=at,
    )  # fmt: skip
    _begin_report(staff, deadline.public_id, at)


def _receive(program: Organization, said: Said, at: datetime) -> None:
    if said.affiliation:
        known_as(program=program, name=said.affiliation, kind=said.kind, by=BY, at=at)
    if said.channel == Submission.Channel.SOCIAL_POST:
        record_post(
            program=program, text=said.text, posted_at=said.received, received_at=said.received,
            url=said.post_url, author=said.name, by=BY, at=at,
        )  # fmt: skip
        return
    same: dict[str, Any] = {
        name: getattr(said, name)
        for name in ("name", "email", "affiliation", "language", "subject", "partners", "progress", "challenges", "may_quote", "may_name")
    }  # fmt: skip
    form = FormInput(goals=said.goals_text, goal_codes=said.goals, comment=said.text, **same)
    receive(
        program=program, channel=said.channel, form=form, received_at=said.received, by=BY, at=at
    )


def _begin_report(staff: Staff, deadline_id: Any, at: datetime) -> None:
    """Three themes by hand, one recommendation, a few sentences that rest on what was said."""
    report = start_report(
        title="What Nowhere County said (demo)", subtitle="A made-up report in the making",
        deadline_id=deadline_id, by=staff, at=at,
    )  # fmt: skip
    themes = []
    for name, words in THEMES.items():
        passages = [found for word in words if (found := _passage(staff, word))]
        theme = make_theme(
            name=name, passage_ids=[one.public_id for one in passages], by=staff, at=at
        )
        themes.append(accept(theme_id=theme.public_id, by=staff, at=at))
        section = add_section(
            report_id=report.public_id, kind="theme", heading=name, theme_id=theme.public_id, by=staff, at=at
        )  # fmt: skip
        write_sentence(
            section_id=section.public_id, text=f"{name}: several made-up bodies told of it independently of each other.",
            passage_ids=[one.public_id for one in passages], by=staff, at=at,
        )  # fmt: skip
    advice = propose_recommendation(
        report_id=report.public_id, text="Pay for the hours in which an experienced colleague teaches a new one.",
        goal_codes=["NCP-8"], by=staff, at=at,
    )  # fmt: skip
    link_evidence(
        recommendation_id=advice.public_id, theme_ids=[themes[0].public_id], by=staff, at=at
    )
    adopt(recommendation_id=advice.public_id, by=staff, at=at)
    payer = known_as(program=staff.program, name="Imaginary Health Plan Cooperative", by=BY, at=at)
    assign(recommendation_id=advice.public_id, stakeholder_ids=[payer.public_id], by=staff, at=at)


def _passage(staff: Staff, words: str) -> Passage | None:
    """The first made-up passage that holds the words."""
    said = Passage.objects.visible_to(staff).standing().said()
    return said.filter(document__submission__isnull=False, text__contains=words).order_by("id").first()  # fmt: skip
