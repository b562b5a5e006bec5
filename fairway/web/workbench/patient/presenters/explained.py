"""One clock in full: each standard with its source, its state, and the arithmetic of its day."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairway.navigation.pathways.rules.explain import (
    Explanation,
    StandardExplained,
    fact_in_words,
    span_in_words,
)
from fairway.web.workbench import words


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardView:
    """One standard beside the others."""

    title: str
    is_primary: bool
    rule: str
    arithmetic: list[str]
    due: str
    met: str
    state: str
    tag: str
    source: str
    url: str
    checked: str


class ExplainedStep:
    """One step with everything its state follows from."""

    def __init__(self, one: Explanation) -> None:
        language = words.language()
        self.name = words.said(one.step.name)
        self.sentence = one.sentence
        self.state, self.tag = (
            words.word(words.STATES, one.state),
            words.TAGS.get(one.state, "quiet"),
        )
        self.rule = _("Rule %(rule)s, version %(version)s") % {
            "rule": one.rule,
            "version": one.version,
        }
        anchored = words.day(one.anchor.occurred_on, one.anchor.precision)
        self.anchor = _("%(fact)s on %(day)s") % {
            "fact": fact_in_words(one.anchor, language),
            "day": anchored,
        }
        self.met_by = ""
        if one.met_by is not None:
            met = {
                "fact": fact_in_words(one.met_by, language),
                "day": words.day(one.met_by.occurred_on, one.met_by.precision),
            }
            self.met_by = _("%(fact)s on %(day)s") % met
        self.why_no_deadline = words.said(one.step.why_no_deadline)
        self.standards = [_standard(standard) for standard in one.standards]


def _standard(one: StandardExplained) -> StandardView:
    language = words.language()
    span = span_in_words(one.standard.due, language)
    source = one.standard.source
    return StandardView(
        title=words.said(one.standard.title),
        is_primary=one.standard.is_primary,
        rule=_("%(span)s, the last day in time") % {"span": span},
        arithmetic=_arithmetic(one, span),
        due=words.day(one.clock.due_on),
        met=words.day(one.clock.met_on),
        state=words.word(words.STATES, one.state),
        tag=words.TAGS.get(one.state, "quiet"),
        source=_("%(title)s (seen %(day)s)") % {"title": source.title, "day": words.day(source.seen_on)},
        url=source.url,
        checked=_("Checked by: %(who)s") % {"who": one.standard.checked_by},
    )  # fmt: skip


def _arithmetic(one: StandardExplained, span: str) -> list[str]:
    sum_ = one.reckoning
    said = {"anchor": words.day(sum_.anchor_on), "span": span, "day": words.day(sum_.unpaused_on)}
    lines = [_("%(anchor)s + %(span)s = %(day)s") % said]
    for pause, days in sum_.pauses:
        paused = {
            "days": days, "from": words.day(pause.from_on), "until": words.day(pause.until_on),
            "reason": words.reason(pause.reason),
        }  # fmt: skip
        lines.append(
            ngettext(
                "+ %(days)s day of pause, %(from)s to %(until)s (%(reason)s)",
                "+ %(days)s days of pause, %(from)s to %(until)s (%(reason)s)",
                days,
            )
            % paused
        )
    if sum_.pauses:
        lines.append(f"= {words.day(sum_.due_on)}")
    return lines
