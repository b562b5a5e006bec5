"""Cervical: an abnormal Pap or HPV test, colposcopy, and the treatment of what is found."""

from fairway.exchange.cohort.journeys.story import Fact, Story
from fairway.exchange.cohort.journeys.treatment import cancer_found

PRECANCERS = ("cin2", "cin3", "hsil", "ais")
# The clinic must first estimate the risk; no number of days exists for it.
RISK_FIRST = ("ascus", "hpv-positive")


def plant(story: Story) -> None:
    """A screening result and what follows."""
    value = story.chance.pick("cervical_screening")
    begun = story.begin("resolution", "cervical.colposcopy")
    screened = story.tell("screening-result", value, begun)
    if screened is None:
        return
    day = story.after("cervical.colposcopy", screened.on)
    story.visit("colposcopy", day)
    looked = story.tell("colposcopy", "", day)
    told = story.after("cervical.pathology", looked.on) if looked is not None else None
    result = story.tell("pathology", story.chance.pick("cervical_pathology"), told)
    if value in RISK_FIRST:
        story.clock("estimate-risk", screened, looked)
    else:
        story.clock("colposcopy", screened, looked)
        story.clock("resolution", screened, result)
    if result is None:
        return
    if result.value in PRECANCERS:
        _precancer(story, result)
    elif result.value == "malignant":
        cancer_found(story, result)
    else:
        story.end(result)


def _precancer(story: Story, result: Fact) -> None:
    if result.value == "cin3":
        story.tell("diagnosis", "precancer", story.after("any.diagnosis", result.on))
    day = story.after("cervical.excision", result.on)
    story.visit("treatment", day, is_treatment=True)
    removed = story.tell("treatment", "excision", day)
    story.clock("precancer-treatment", result, removed)
    if removed is not None and story.chance.rate("specimen_report"):
        # It says again what was removed; it is no new precancer.
        reported = story.after("cervical.pathology", removed.on)
        story.tell("pathology", result.value, reported)
    story.end(removed)
