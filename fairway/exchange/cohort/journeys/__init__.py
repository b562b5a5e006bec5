"""Plant everything that happens to one person: her runs, and the records that must start or stop nothing."""

from collections.abc import Callable
from datetime import date, timedelta

from fairway.exchange.cohort.chance import Chance
from fairway.exchange.cohort.journeys import breast, cervical, colorectal, lung, prostate
from fairway.exchange.cohort.journeys.story import Fact, Step, Story, Visit
from fairway.exchange.cohort.journeys.treatment import cancer_found
from fairway.exchange.cohort.people import Person

__all__ = ["Fact", "Step", "Story", "Visit", "plant"]

PLANT: dict[str, Callable[[Story], None]] = {
    "breast": breast.plant, "cervical": cervical.plant, "colorectal": colorectal.plant, "lung": lung.plant,
    "prostate": prostate.plant,
}  # fmt: skip
FIRST_RESULT = {
    "breast": "birads-0", "cervical": "hsil", "colorectal": "stool-positive", "lung": "lung-rads-4b", "prostate": "psa-raised",
}  # fmt: skip
NORMAL = {
    "breast": "birads-1",
    "cervical": "nilm",
    "colorectal": "stool-negative",
    "prostate": "psa-normal",
}
# A later round begins so many days after a benign end: about a year, as screening does.
NEXT_ROUND_DAYS = (330, 420)
SECOND = {
    "female": ("breast", "colorectal", "cervical"),
    "male": ("colorectal", "prostate", "lung"),
}
WINDOW_BEFORE = (370, 900)


def plant(person: Person, chance: Chance, *, today: date) -> tuple[list[Story], list[Fact]]:
    """The runs of a person, and facts that belong to none."""
    entry, pathway = chance.pick("entry"), person.cancer
    aside: list[Fact] = []
    stories: list[Story] = []
    if entry == "screening":
        stories += _rounds(person, chance, pathway, today)
        others = [one for one in SECOND[person.sex] if one != pathway]
        if chance.rate("second_cancer"):
            stories += _rounds(person, chance, chance.random.choice(others), today)
    elif entry == "diagnosis":
        story = Story(pathway, person, chance, today=today)
        day = story.begin("treatment-start", f"{pathway}.treatment")
        found = story.tell("diagnosis", "invasive", day)
        if found is not None:
            cancer_found(story, found)
        stories.append(story)
    stories = [story for story in stories if story.facts]
    aside += _aside(person, chance, pathway, entry, stories, today)
    for story in stories:
        _leave(story)
    _make_partial(chance, stories)
    return stories, aside


def _rounds(person: Person, chance: Chance, pathway: str, today: date) -> list[Story]:
    """One run, and at times another after a benign end."""
    first = Story(pathway, person, chance, today=today)
    PLANT[pathway](first)
    ended = first.ended_by
    if (
        ended is None
        or ended.kind not in ("imaging", "pathology")
        or ended.value not in ("birads-1", "birads-2", "benign")
    ):
        return [first]
    start = ended.on + timedelta(days=chance.random.randint(*NEXT_ROUND_DAYS))
    if start > first.last or not chance.rate("second_round"):
        return [first]
    second = Story(pathway, person, chance, today=today, start=start)
    PLANT[pathway](second)
    return [first, second]


def _leave(story: Story) -> None:
    """Death, or a move to another program, ends whatever is still open."""
    person = story.person
    if story.ended_by is not None:
        return
    ways = [("death", person.died_on), ("moved", person.moved_on)]
    gone = [Fact(kind, day) for kind, day in ways if day is not None]
    story.ended_by = min(gone, key=lambda fact: fact.on, default=None)


def _aside(
    person: Person, chance: Chance, pathway: str, entry: str, stories: list[Story], today: date
) -> list[Fact]:
    """Suspicion, mistakes, and earlier normal results: nothing may open, meet or end because of them."""
    begin = min((story.facts[0].on for story in stories), default=today)
    day = min(today, begin + timedelta(days=chance.random.randint(1, 30)))
    facts = []
    if entry == "suspected-only" or (stories and chance.rate("suspected")):
        facts.append(Fact("diagnosis", day, "invasive", pathway, said="suspected"))
    if entry == "mistaken-only" or (stories and chance.rate("mistaken")):
        facts.append(Fact("screening-result", day, FIRST_RESULT[pathway], pathway, said="mistaken"))
    if pathway in NORMAL and (entry == "well" or chance.rate("earlier_normal")):
        before = begin - timedelta(days=chance.random.randint(*WINDOW_BEFORE))
        facts.append(Fact("screening-result", before, NORMAL[pathway], pathway))
    if stories and chance.rate("missing_date"):
        facts.append(Fact("pathology", day, "benign", pathway, said="undated"))
    gone = min([today, *(one for one in (person.died_on, person.moved_on) if one)])
    return [fact for fact in facts if fact.on < gone or fact.on == today == gone]


def _make_partial(chance: Chance, stories: list[Story]) -> None:
    """Tell only the month of some facts: of such as stand alone in their month, so that no order is left open."""
    facts = [fact for story in stories for fact in story.facts]
    months = [(fact.on.year, fact.on.month) for fact in facts]
    kinds = (
        "screening-result",
        "imaging",
        "biopsy",
        "pathology",
        "colposcopy",
        "colonoscopy",
        "consult",
    )
    for story in stories:
        for fact in story.facts:
            is_alone = months.count((fact.on.year, fact.on.month)) == 1
            if is_alone and fact.kind in kinds and not story.edge and chance.rate("partial_date"):
                fact.is_partial = fact.said == "true"
