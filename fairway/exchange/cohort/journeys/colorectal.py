"""Colorectal: a positive stool test, the colonoscopy it calls for, and what is found there."""

from fairway.exchange.cohort.journeys.story import Story
from fairway.exchange.cohort.journeys.treatment import cancer_found


def plant(story: Story) -> None:
    """A positive stool test and what follows."""
    begun = story.begin("colonoscopy", "colorectal.colonoscopy")
    screened = story.tell("screening-result", "stool-positive", begun)
    if screened is None:
        return
    day = story.after("colorectal.colonoscopy", screened.on)
    story.visit("colonoscopy", day)
    looked = story.tell("colonoscopy", "", day)
    story.clock("colonoscopy", screened, looked)
    if looked is None:
        return
    value = story.chance.pick("colorectal_pathology")
    told = story.after("colorectal.pathology", looked.on)
    if value == "nothing":
        # Nothing was removed: the endoscopist's own word ends the work-up, where it is written down.
        result = (
            story.tell("resolution", "benign", told)
            if story.chance.rate("completion_recorded")
            else None
        )
    else:
        result = story.tell("pathology", value, told)
    story.clock("result-after-colonoscopy", looked, result)
    if result is None:
        return
    if result.value == "malignant":
        cancer_found(story, result)
    elif result.value == "benign":
        story.end(result)
    elif result.value == "high-risk":
        story.clock("high-risk-plan", result)
