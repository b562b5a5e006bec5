"""Lung: low-dose CTs year after year, each with the date of the next, and the work-up of the suspicious ones."""

from datetime import date

from fairway.exchange.cohort.days import later
from fairway.exchange.cohort.journeys.story import Fact, Story
from fairway.exchange.cohort.journeys.treatment import cancer_found

NEXT = {
    "lung-rads-0": ("complete-the-ct", 3), "lung-rads-1": ("annual-ct", 12), "lung-rads-2": ("annual-ct", 12),
    "lung-rads-3": ("ct-6-months", 6), "lung-rads-4a": ("ct-3-months", 3),
}  # fmt: skip
# The earliest good day of the next CT lies this long before its due day.
EARLY_DAYS = 14


def plant(story: Story) -> None:
    """A chain of CTs."""
    value = story.chance.pick("lung_screening")
    step = NEXT[value][0] if value in NEXT else "work-up"
    interval = "lung.follow-up" if value in NEXT else "lung.work-up"
    exam = story.tell("screening-result", value, story.begin(step, interval))
    while exam is not None and exam.value in NEXT:
        exam = _next_exam(story, exam)
    if exam is not None:
        _work_up(story, exam)


def _next_exam(story: Story, exam: Fact) -> Fact | None:
    key, months = NEXT[exam.value]
    step = story.clock(key, exam)
    day = _next_day(story, exam.on, months)
    story.visit("imaging", day)
    following = story.tell("screening-result", story.chance.pick("lung_screening"), day)
    step.exams = [following] if following is not None else []
    return following


def _next_day(story: Story, day: date, months: int) -> date | None:
    if story.edge and len(story.facts) == 1:
        return story.after("lung.follow-up", day)
    return story.after("lung.follow-up", later(day, months=months, days=-EARLY_DAYS))


def _work_up(story: Story, exam: Fact) -> None:
    day = story.after("lung.work-up", exam.on)
    story.visit("consult", day)
    seen = story.tell("consult", "", day)
    story.clock("work-up", exam, seen)
    day = story.after("lung.biopsy", seen.on) if seen is not None else None
    story.visit("biopsy", day)
    biopsied = story.tell("biopsy", "", day)
    told = story.after("lung.pathology", biopsied.on) if biopsied is not None else None
    result = story.tell("pathology", story.chance.pick("lung_pathology"), told)
    story.clock("resolution", exam, result)
    if result is None:
        return
    if result.value == "malignant":
        cancer_found(story, result)
    else:
        story.end(result)
