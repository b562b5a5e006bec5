"""Definitions made ready for replay: each selector as a look-up, made once for each pathway."""

from collections.abc import Sequence

import msgspec

from fairway.navigation.pathways.definitions.shapes import Match, Pathway, Standard, Step

Selector = dict[str, frozenset[str] | None]


def selector_of(matches: Sequence[Match]) -> Selector:
    """Kind to the values meant; None for any value."""
    selector: Selector = {}
    for match in matches:
        for kind in match.event:
            known = selector.get(kind, frozenset())
            selector[kind] = (
                None if not match.values or known is None else known | frozenset(match.values)
            )
    return selector


def hits(selector: Selector, kind: str, value: str) -> bool:
    """Does a selector mean an event of this kind and value?"""
    if kind not in selector:
        return False
    values = selector[kind]
    return values is None or value in values


class ReadyStandard(msgspec.Struct, frozen=True):
    """A standard with the selectors that replace its step's."""

    standard: Standard
    anchor: Selector
    met_by: Selector
    not_needed_by: Selector


class ReadyStep(msgspec.Struct, frozen=True):
    """A step with its selectors as look-ups: made once, because replay asks them of every fact."""

    step: Step
    anchor: Selector
    requires: Selector
    met_by: Selector
    not_needed_by: Selector
    standards: tuple[ReadyStandard, ...]
    # The id of the standard whose day is the milestone's; empty where the step has none.
    primary: str


class Ready(msgspec.Struct, frozen=True):
    """A pathway with its selectors."""

    pathway: Pathway
    opens: Selector
    found: Selector
    benign: Selector
    treated: Selector
    always: Selector
    aftermath: Selector
    steps: tuple[ReadyStep, ...]


_READY: dict[int, Ready] = {}


def ready(pathway: Pathway) -> Ready:
    """The pathway made ready; remembered by identity, since definitions live as long as the process."""
    kept = _READY.get(id(pathway))
    if kept is None:
        steps = tuple(
            ReadyStep(
                step, selector_of(step.anchor), selector_of(step.requires), selector_of(step.met_by), selector_of(step.not_needed_by),
                tuple(ReadyStandard(s, selector_of(s.anchor), selector_of(s.met_by), selector_of(s.not_needed_by)) for s in step.standards),
                step.primary.id if step.primary is not None else "",
            )
            for step in pathway.steps
        )  # fmt: skip
        # Holding the pathway keeps its identity from being given to another.
        kept = _READY[id(pathway)] = Ready(
            pathway, selector_of(pathway.opens), selector_of(pathway.cancer_found), selector_of(pathway.ends_when_benign),
            selector_of(pathway.ends_when_treated), selector_of(pathway.ends_always), selector_of(pathway.aftermath), steps,
        )  # fmt: skip
    return kept
