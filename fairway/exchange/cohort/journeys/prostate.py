"""Prostate: a raised PSA, the urologist, the decision about a biopsy, and a first treatment, watching included."""

from fairway.exchange.cohort.journeys.story import Story
from fairway.exchange.cohort.journeys.treatment import cancer_found


def plant(story: Story) -> None:
    """A raised PSA and what follows."""
    begun = story.begin("urology-visit", "prostate.urology")
    raised = story.tell("screening-result", "psa-raised", begun)
    if raised is None:
        return
    day = story.after("prostate.urology", raised.on)
    story.visit("consult", day)
    seen = story.tell("consult", "", day)
    story.clock("urology-visit", raised, seen)
    if seen is None:
        return
    if story.chance.rate("normal_recheck"):
        story.clock("biopsy-decision", seen)
        again = story.after("prostate.recheck", seen.on)
        story.end(story.tell("screening-result", "psa-normal", again))
        return
    day = story.after("prostate.biopsy", seen.on)
    story.visit("biopsy", day)
    biopsied = story.tell("biopsy", "", day)
    story.clock("biopsy-decision", seen, biopsied)
    told = story.after("prostate.pathology", biopsied.on) if biopsied is not None else None
    result = story.tell("pathology", story.chance.pick("prostate_pathology"), told)
    if result is None:
        return
    if result.value == "malignant":
        cancer_found(story, result)
    else:
        story.end(result)
