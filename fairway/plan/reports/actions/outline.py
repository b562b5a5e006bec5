"""A report's frame: started, its sections in order."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fairway.people.models import Staff
from fairway.plan.documents.queries.find import one_of
from fairway.plan.intake.models import Deadline
from fairway.plan.meetings.models import Series
from fairway.plan.reports.actions.draft import (
    check_draft,
    next_ordinal,
    noted,
    said,
    swap,
)
from fairway.plan.reports.actions.echoes import note_echoes
from fairway.plan.reports.models import Report, Section
from fairway.plan.reports.queries.find import recommendation_for, report_for, section_for
from fairway.plan.themes.models import Theme


@transaction.atomic
def start_report(
    *,
    title: str,
    by: Staff,
    at: datetime,
    subtitle: str = "",
    language: str = "en",
    deadline_id: UUID | None = None,
    series_id: UUID | None = None,
) -> Report:
    """A new draft. Its deadline decides what counts for it. Raises EmptyText, NotVisible."""
    report = Report.objects.create(
        program=by.program,
        title=said(title, "report"),
        subtitle=subtitle.strip(),
        language=language,
        deadline=one_of(Deadline.objects.all(), by, deadline_id, "program_id")
        if deadline_id
        else None,
        series=one_of(Series.objects.all(), by, series_id, "program_id") if series_id else None,
        started_by=by.actor,
        started_at=at,
    )
    note_echoes(report, "title", "subtitle", program_id=by.program_id)
    noted("report.started", report, by=by, at=at)
    return report


@transaction.atomic
def add_section(
    *,
    report_id: UUID,
    kind: str,
    heading: str,
    by: Staff,
    at: datetime,
    theme_id: UUID | None = None,
    recommendation_id: UUID | None = None,
) -> Section:
    """A section at the end. Raises NotADraft, EmptyText, NotVisible."""
    report = report_for(by, report_id)
    check_draft(report)
    section = Section.objects.create(
        report=report,
        ordinal=next_ordinal(Section.objects.filter(report=report)),
        kind=kind,
        heading=said(heading, "section"),
        theme=one_of(Theme.objects.all(), by, theme_id, "program_id") if theme_id else None,
        recommendation=recommendation_for(by, recommendation_id) if recommendation_id else None,
    )
    note_echoes(section, "heading", program_id=by.program_id)
    noted("report.section-added", section, by=by, at=at)
    return section


@transaction.atomic
def remove_section(*, section_id: UUID, by: Staff, at: datetime) -> Section:
    """A section with its sentences; gives back what it was. Raises NotADraft, NotVisible."""
    section = section_for(by, section_id)
    check_draft(section.report)
    noted("report.section-removed", section, by=by, at=at)
    Section.objects.filter(pk=section.pk).delete()
    return section


@transaction.atomic
def move_section(*, section_id: UUID, up: bool, by: Staff, at: datetime) -> Section:
    """One place up or down. Raises NotADraft, NotVisible."""
    section = section_for(by, section_id)
    check_draft(section.report)
    swap(Section.objects.filter(report=section.report), section.ordinal, up=up)
    noted("report.section-moved", section, by=by, at=at)
    return section
