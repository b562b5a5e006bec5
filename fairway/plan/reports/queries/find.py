"""The parts of a report by the ids of their pages, within what the reader may see. Each raises NotVisible."""

from uuid import UUID

from fairway.people.models import Staff
from fairway.plan.documents.queries.find import one_of
from fairway.plan.reports.models import Build, Recommendation, Report, Section, Sentence


def report_for(staff: Staff, public_id: UUID) -> Report:
    """A report of her program."""
    rows = Report.objects.select_related("program", "deadline", "series")
    return one_of(rows, staff, public_id, "program_id")


def section_for(staff: Staff, public_id: UUID) -> Section:
    """A section with its report."""
    rows = Section.objects.select_related("report", "theme")
    return one_of(rows, staff, public_id, "report__program_id")


def sentence_for(staff: Staff, public_id: UUID) -> Sentence:
    """A sentence with its section and report."""
    rows = Sentence.objects.select_related("section__report", "quotes")
    return one_of(rows, staff, public_id, "section__report__program_id")


def recommendation_for(staff: Staff, public_id: UUID) -> Recommendation:
    """A recommendation with its report."""
    rows = Recommendation.objects.select_related("report")
    return one_of(rows, staff, public_id, "program_id")


def build_for(staff: Staff, public_id: UUID) -> Build:
    """A build with its report."""
    rows = Build.objects.select_related("report__program")
    return one_of(rows, staff, public_id, "report__program_id")
