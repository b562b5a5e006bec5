"""Breast: a mammogram that calls for more, to a benign end or through treatment."""

from datetime import date

from fairway.exchange.cohort.days import later
from fairway.exchange.cohort.journeys.story import Fact, Step, Story
from fairway.exchange.cohort.journeys.treatment import cancer_found

BENIGN = ("birads-1", "birads-2")
# The earliest good day of a follow-up lies this long before its due day.
EARLY_DAYS = 10
FOLLOW_UPS = (("follow-up-6", 6), ("follow-up-12", 12), ("follow-up-24", 24))


def plant(story: Story) -> None:
    """A screening result of BI-RADS 0, 3, 4 or 5 and what follows."""
    value = story.chance.pick("breast_screening")
    interval = {"birads-0": "breast.imaging", "birads-3": "breast.follow-up"}.get(
        value, "breast.biopsy"
    )
    step = "follow-up-6" if value == "birads-3" else "resolution"
    screened = story.tell("screening-result", value, story.begin(step, interval))
    if screened is None:
        return
    if value == "birads-0":
        _recalled(story, screened)
    elif value == "birads-3":
        _watched(story, screened)
    else:
        _suspicious(story, since=screened, seen=screened)


def _recalled(story: Story, screened: Fact) -> None:
    day = story.after("breast.imaging", screened.on)
    story.visit("imaging", day)
    imaged = story.tell("imaging", story.chance.pick("breast_imaging"), day)
    story.clock("diagnostic-imaging", screened, imaged)
    if imaged is None:
        story.clock("follow-up-of-abnormal", screened)
        story.clock("resolution", screened)
    elif imaged.value in BENIGN or imaged.value == "birads-3":
        story.clock("follow-up-of-abnormal", screened, imaged)
        story.clock("resolution", screened, imaged)
        if imaged.value == "birads-3":
            _watched(story, imaged)
        else:
            story.end(imaged)
    else:
        _suspicious(story, since=screened, seen=imaged)


def _watched(story: Story, anchor: Fact) -> None:
    """BI-RADS 3: pictures at 6, 12 and 24 months, until one says benign or calls for a biopsy."""
    steps = [story.clock(key, anchor) for key, _ in FOLLOW_UPS]
    exams: list[Fact] = []
    for months in (months for _, months in FOLLOW_UPS):
        day = _exam_day(story, anchor.on, months, exams)
        story.visit("imaging", day)
        exam = story.tell("imaging", story.chance.pick("breast_follow_up"), day)
        if exam is None:
            break
        exams.append(exam)
        if exam.value != "birads-3":
            break
    for step in steps:
        step.exams = exams
    if exams and exams[-1].value in BENIGN:
        story.end(exams[-1])
    elif exams and exams[-1].value != "birads-3":
        _reset(story, steps, exams[-1])


def _exam_day(story: Story, anchor: date, months: int, exams: list[Fact]) -> date | None:
    due = later(anchor, months=months)
    if story.edge and not exams:
        return story.after("breast.follow-up", anchor)
    day = story.after("breast.follow-up", later(due, days=-EARLY_DAYS))
    return None if day is None or (exams and day <= exams[-1].on) else day


def _reset(story: Story, steps: list[Step], exam: Fact) -> None:
    """A new 4 or 5 takes the place of the watching (practice.md section 9: reset by new 0/4/5)."""
    for step in steps:
        step.spared = exam
    _suspicious(story, since=exam, seen=exam)


def _suspicious(story: Story, *, since: Fact, seen: Fact) -> None:
    """`since` started the clock of the abnormal result, `seen` is the picture that calls for a biopsy."""
    day = story.after("breast.biopsy", seen.on)
    story.visit("biopsy", day)
    biopsied = story.tell("biopsy", "", day)
    story.clock("biopsy", seen, biopsied)
    story.clock("follow-up-of-abnormal", since, biopsied)
    told = story.after("breast.pathology", biopsied.on) if biopsied is not None else None
    result = story.tell("pathology", story.chance.pick("breast_pathology"), told)
    story.clock("resolution", since, result)
    if biopsied is None and story.chance.rate("not_done"):
        story.tell("biopsy", "", later(seen.on, days=6), said="not-done")
    if result is None:
        return
    if result.value == "benign":
        story.end(result)
    elif result.value == "malignant":
        cancer_found(story, result)
    else:
        story.clock("high-risk-plan", result)
