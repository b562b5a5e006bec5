"""Recommendations: proposed, resting on themes, adopted, given to those who should act, and followed with evidence."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from fairway.base.errors import FairwayError
from fairway.people.models import Staff
from fairway.plan.documents.queries.find import one_of, passage_for
from fairway.plan.reports.actions.draft import check_draft, noted, said
from fairway.plan.reports.actions.echoes import note_echoes
from fairway.plan.reports.models import Recommendation, RecommendationStep
from fairway.plan.reports.queries.find import recommendation_for, report_for
from fairway.plan.reports.rules import NEEDS_EVIDENCE, TRACKED, may_move
from fairway.plan.stakeholders.models import Stakeholder
from fairway.plan.themes.models import Theme

ACCEPTED = (Theme.State.ACCEPTED, Theme.State.IN_REPORT)


class WrongStep(FairwayError):
    """The recommendation cannot go there from where it is (reports.rules.MOVES)."""


class NoEvidence(FairwayError):
    """A change in the world was claimed without evidence and its date (STK-16)."""


class NothingChosen(FairwayError):
    """A step needs at least one theme or stakeholder, and none was chosen."""


class ThemeNotAccepted(FairwayError):
    """A recommendation rests on themes that a person accepted."""


@transaction.atomic
def propose_recommendation(
    *,
    report_id: UUID,
    text: str,
    by: Staff,
    at: datetime,
    goal_codes: Sequence[str] = (),
    due_on: date | None = None,
) -> Recommendation:
    """A recommendation in words of our own. Raises EmptyText, NotADraft, NotVisible."""
    report = report_for(by, report_id)
    check_draft(report)
    numbers = report.recommendations.order_by("-number").values_list("number", flat=True)
    recommendation = Recommendation.objects.create(
        program=by.program,
        report=report,
        number=(numbers.first() or 0) + 1,
        text=said(text, "recommendation"),
        goal_codes=list(goal_codes),
        due_on=due_on,
        proposed_by=by.actor,
        proposed_at=at,
    )
    note_echoes(recommendation, "text", program_id=by.program_id)
    _step(recommendation, Recommendation.State.PROPOSED, by, at)
    return recommendation


@transaction.atomic
def rewrite_recommendation(
    *,
    recommendation_id: UUID,
    text: str,
    by: Staff,
    at: datetime,
    goal_codes: Sequence[str] = (),
    due_on: date | None = None,
) -> Recommendation:
    """Other words, goals or date, while the report is a draft. Raises EmptyText, NotADraft, NotVisible."""
    recommendation = recommendation_for(by, recommendation_id)
    check_draft(recommendation.report)
    recommendation.text = said(text, "recommendation")
    recommendation.goal_codes, recommendation.due_on = list(goal_codes), due_on
    recommendation.save(update_fields=["text", "goal_codes", "due_on"])
    note_echoes(recommendation, "text", program_id=by.program_id)
    noted("recommendation.rewritten", recommendation, by=by, at=at)
    return recommendation


@transaction.atomic
def link_evidence(
    *, recommendation_id: UUID, theme_ids: Sequence[UUID], by: Staff, at: datetime
) -> Recommendation:
    """The accepted themes that it rests on. Raises NothingChosen, ThemeNotAccepted, NotVisible."""
    recommendation = recommendation_for(by, recommendation_id)
    themes = [one_of(Theme.objects.all(), by, one, "program_id") for one in theme_ids]
    if not themes:
        raise NothingChosen("Choose at least one theme that the recommendation rests on.")
    if any(theme.state not in ACCEPTED for theme in themes):
        raise ThemeNotAccepted("A theme must be accepted first. Open it and judge it.")
    recommendation.themes.add(*themes)
    if recommendation.state == Recommendation.State.PROPOSED:
        _step(recommendation, Recommendation.State.EVIDENCE_LINKED, by, at)
    else:
        noted("recommendation.themes-added", recommendation, by=by, at=at)
    return recommendation


@transaction.atomic
def adopt(*, recommendation_id: UUID, by: Staff, at: datetime) -> Recommendation:
    """It will stand in the report. Raises WrongStep, NotVisible."""
    recommendation = recommendation_for(by, recommendation_id)
    _check(recommendation, Recommendation.State.ADOPTED)
    _step(recommendation, Recommendation.State.ADOPTED, by, at)
    return recommendation


@transaction.atomic
def assign(
    *, recommendation_id: UUID, stakeholder_ids: Sequence[UUID], by: Staff, at: datetime
) -> Recommendation:
    """Who should act on it. More can be named later. Raises WrongStep, NothingChosen, NotVisible."""
    recommendation = recommendation_for(by, recommendation_id)
    asked = [one_of(Stakeholder.objects.all(), by, one, "program_id") for one in stakeholder_ids]
    if not asked:
        raise NothingChosen("Choose at least one stakeholder who should act.")
    if recommendation.state != Recommendation.State.ASSIGNED:
        _check(recommendation, Recommendation.State.ASSIGNED)
    recommendation.stakeholders.add(*asked)
    _step(recommendation, Recommendation.State.ASSIGNED, by, at, stakeholders=asked)
    return recommendation


@transaction.atomic
def move(
    *,
    recommendation_id: UUID,
    state: str,
    by: Staff,
    at: datetime,
    evidence: str = "",
    evidence_on: date | None = None,
    evidence_url: str = "",
    stakeholder_id: UUID | None = None,
    passage_id: UUID | None = None,
) -> Recommendation:
    """What became of it, with the evidence and the day that it is of, which is not in the future (STK-16).

    Only the tracked states are reached so: the others have actions of their own, with what each needs. Raises WrongStep, NoEvidence, NotVisible.
    """
    recommendation = recommendation_for(by, recommendation_id)
    _check(recommendation, state if state in TRACKED else "")
    today = at.astimezone(ZoneInfo(by.program.time_zone)).date()
    is_future = evidence_on is not None and evidence_on > today
    if is_future or (state in NEEDS_EVIDENCE and not (evidence.strip() and evidence_on)):
        raise NoEvidence(
            "Say what shows that recommendation {number} is “{state}”, and of which day that is.",
            number=recommendation.number,
            state=state,
        )
    who = one_of(Stakeholder.objects.all(), by, stakeholder_id, "program_id") if stakeholder_id else None  # fmt: skip
    step = _step(
        recommendation,
        state,
        by,
        at,
        stakeholders=[who] if who else (),
        evidence=evidence.strip(),
        evidence_on=evidence_on,
        evidence_url=evidence_url,
        passage=passage_for(by, passage_id) if passage_id else None,
    )
    note_echoes(step, "evidence", program_id=by.program_id)
    return recommendation


def _check(recommendation: Recommendation, state: str) -> None:
    if not may_move(recommendation.state, state):
        raise WrongStep(
            "Recommendation {number} is “{before}” and cannot become “{after}” from there. Reload its page.",
            number=recommendation.number,
            before=recommendation.state,
            after=state,
        )


def _step(
    recommendation: Recommendation,
    state: str,
    by: Staff,
    at: datetime,
    *,
    stakeholders: Iterable[Stakeholder] = (),
    **fields: object,
) -> RecommendationStep:
    """One row a stakeholder, or one where none is named; the recommendation repeats the state."""
    named: list[Stakeholder | None] = [*stakeholders]
    for stakeholder in named or [None]:
        step = RecommendationStep.objects.create(
            recommendation=recommendation,
            state=state,
            stakeholder=stakeholder,
            moved_by=by.actor,
            moved_at=at,
            **fields,
        )
    recommendation.state = state
    recommendation.save(update_fields=["state"])
    noted(f"recommendation.{state}", recommendation, by=by, at=at)
    return step
