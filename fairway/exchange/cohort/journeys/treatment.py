"""From a cancer found to the end of its treatment; the same for every pathway but for the numbers."""

from datetime import date, timedelta

from fairway.exchange.cohort.journeys.story import Fact, Story

# Days between visits, and how many. Courses differ: these are shapes, and no standard.
RHYTHMS = {"surgery": (14, 2), "systemic": (21, 5), "radiation": (7, 6)}


def cancer_found(story: Story, found: Fact) -> None:
    """Diagnosis, stage, first treatment and its course, after a result that says cancer."""
    pathway = story.pathway
    if found.kind != "diagnosis":
        story.tell("diagnosis", "invasive", story.after("any.diagnosis", found.on))
    staged = story.after("any.stage", found.on)
    stage = story.tell("stage", story.chance.pick(f"{pathway}_stage"), staged)
    if stage is not None and stage.value == "iv" and story.chance.rate("hospice"):
        story.clock("treatment-start", found)
        story.end(story.tell("hospice", "", _days_after(stage, 12)))
        return
    start = story.after(f"{pathway}.treatment", found.on)
    kind = story.chance.pick(f"{pathway}_treatment")
    _first_visit(story, kind, start, found)
    first = story.tell("treatment", kind, start)
    story.clock("treatment-start", found, first)
    if pathway == "colorectal" and stage is not None and stage.value == "iii":
        _chemotherapy(story, found, first)
    elif first is not None and kind != "active-surveillance":
        _course(story, first, first)
    elif first is None:
        _what_is_no_treatment(story, found)


def _chemotherapy(story: Story, found: Fact, first: Fact | None) -> None:
    """Stage III: chemotherapy after surgery; its course is then what remains of the treatment."""
    dose = first if first is not None and first.value == "systemic" else None
    if first is not None and dose is None:
        start = story.after("colorectal.adjuvant", first.on)
        story.visit("treatment", start, is_treatment=True)
        dose = story.tell("treatment", "systemic", start)
    story.clock("adjuvant-chemotherapy", found, dose)
    if first is not None and dose is not None:
        _course(story, first, dose)
    elif first is not None:
        story.clock("treatment-complete", first)


def _course(story: Story, first: Fact, current: Fact) -> None:
    """The visits of a course up to today, the next one booked or not, and the end of treatment."""
    complete = story.clock("treatment-complete", first)
    kept = _visits(story, current)
    if kept is None or not story.chance.rate("completion_recorded"):
        return
    day = story.after("any.completion", kept)
    if day is not None and day > story.last:
        story.visit("visit", day)
        return
    complete.met = story.tell("treatment-complete", "", day)
    story.end(complete.met)


def _visits(story: Story, first: Fact) -> date | None:
    """Plant the visits; the day of the last one if the course has come to its end, else None."""
    chance, random = story.chance, story.chance.random
    gap, visits = RHYTHMS[first.value]
    kept = first.on
    for _ in range(visits - 1):
        day = kept + timedelta(days=gap + random.randint(-2, 2))
        if day <= story.last and chance.missed():
            story.missed(day, "treatment", is_treatment=True)
            if chance.rate("lost_after_missed"):
                return None
            day += timedelta(days=random.randint(2, 9))
        if day > story.last:
            _book_next(story, day)
            return None
        story.book(day, "fulfilled", "treatment", is_treatment=True)
        story.tell("treatment", first.value, day)
        kept = day
    return kept


def _book_next(story: Story, day: date) -> None:
    if story.last == story.today and not story.chance.rate("nothing_scheduled"):
        story.book(day, "booked", "treatment", is_treatment=True)


def _first_visit(story: Story, kind: str, start: date | None, found: Fact) -> None:
    if kind == "active-surveillance":
        story.visit("visit", start)
    elif start is not None:
        story.visit("treatment", start, is_treatment=True)
    elif (day := _days_after(found, 25)) < story.last and story.chance.missed():
        # Booked, missed, and then nothing: the treatment never began.
        story.missed(day, "treatment", is_treatment=True)


def _what_is_no_treatment(story: Story, found: Fact) -> None:
    """Records beside a treatment that has not begun; none of them may stop its clock."""
    if story.chance.rate("mistaken"):
        story.tell("treatment", "surgery", _days_after(found, 5), said="mistaken")
    if story.chance.rate("declined"):
        story.tell("declined", "", _days_after(found, 9))


def _days_after(fact: Fact, days: int) -> date:
    return fact.on + timedelta(days=days)
