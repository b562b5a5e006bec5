"""Themes as people make, name, accept, part and join them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.people.models import Staff
from fairway.people.queries import NotVisible
from fairway.plan.meetings.models import Series
from fairway.plan.themes.actions.ground import (
    echoes_in,
    find_passages,
    find_theme,
    mark_themed,
    settle,
    sources_of,
    step,
)
from fairway.plan.themes.models import Assignment, Theme, ThemeMerge
from fairway.plan.themes.rules.standing import SOURCES_NEEDED, is_minority

State = Theme.State
DECIDED = (State.ACCEPTED, State.IN_REPORT)


class NeedsTwoSources(FairwayError):
    """A theme rests on fewer than two independent sources."""


class NeedsAName(FairwayError):
    """A theme whose name is the machine's list of words, or was withdrawn, is not yet a person's theme."""


class NeedsAReason(FairwayError):
    """The deed is to be explained to those who said it."""


class MinorityViewStays(FairwayError):
    """Few people's view is not folded into a larger theme."""


class NotMergeable(FairwayError):
    """The two cannot be made one, or be parted again."""


@transaction.atomic
def make_theme(
    *,
    name: str,
    by: Staff,
    at: datetime,
    summary: str = "",
    passage_ids: Collection[UUID] = (),
    series_id: UUID | None = None,
) -> Theme:
    """A theme by a person's hand, with its first passages. Raises NotVisible and NeedsAName."""
    passages = find_passages(passage_ids, by=by)
    series = Series.objects.visible_to(by).filter(public_id=series_id).first() if series_id else None  # fmt: skip
    if series_id and series is None:
        raise NotVisible(f"There is no series {series_id} among those that you may see.")
    theme = Theme(
        program=by.program,
        series=series,
        origin=Theme.Origin.HUMAN,
        made_by=by.actor,
        made_at=at,
    )
    _name(theme, name, summary, assigned=[one.pk for one in passages])
    theme.save()
    theme.steps.create(state=State.CANDIDATE, moved_by=by.actor, moved_at=at)
    Assignment.objects.bulk_create(
        Assignment(
            theme=theme,
            passage=passage,
            origin=Theme.Origin.HUMAN,
            assigned_by=by.actor,
            assigned_at=at,
        )
        for passage in passages
    )
    mark_themed(passages, by=by.actor, at=at)
    settle([theme], by=by.actor, at=at)
    _record("theme.made", theme, by=by, at=at, passages=len(passages))
    return theme


@transaction.atomic
def rename(*, theme_id: UUID, name: str, by: Staff, at: datetime, summary: str = "") -> Theme:
    """A person's own words for the theme; what held it for withdrawn words ends. Raises NotVisible and NeedsAName.

    A name that repeats someone's words is not kept in the history: it would outlive their withdrawal.
    """
    theme = find_theme(theme_id, by=by)
    before = "" if theme.echoes else theme.name
    rows = theme.assignments.standing()
    _name(theme, name, summary, assigned=list(rows.values_list("passage_id", flat=True)[:500]))
    theme.held_at = None
    theme.save()
    theme.steps.create(state=theme.state, name_before=before, moved_by=by.actor, moved_at=at)
    _record("theme.renamed", theme, by=by, at=at)
    return theme


@transaction.atomic
def accept(*, theme_id: UUID, by: Staff, at: datetime) -> Theme:
    """A person says that this is a theme (STK-9).

    Raises NotVisible, NeedsAName where the name is the machine's or is held, and NeedsTwoSources.
    """
    theme = find_theme(theme_id, by=by)
    if theme.name_origin == Theme.Origin.MACHINE or not theme.name:
        raise NeedsAName(
            "Theme {theme} has no name by a person yet. Give it one, then accept it.",
            theme=theme_id,
        )
    sources = len(sources_of([theme])[theme.pk])
    if sources < SOURCES_NEEDED:
        raise NeedsTwoSources(
            "Independent sources of the theme: {sources}; needed: {needed}. Letters of one campaign and texts that are the same count once. Add a passage of someone else.",
            sources=sources,
            needed=SOURCES_NEEDED,
        )
    if theme.state not in DECIDED:
        step(theme, state=State.ACCEPTED, by=by.actor, at=at)
        _record("theme.accepted", theme, by=by, at=at, sources=sources)
    return theme


@transaction.atomic
def set_aside(*, theme_id: UUID, reason: str, by: Staff, at: datetime) -> Theme:
    """Not a theme; the aid does not bring it back. Its passages stay. Raises NotVisible and NeedsAReason."""
    theme = find_theme(theme_id, by=by)
    if not reason.strip():
        raise NeedsAReason("Say why the theme is set aside.")
    step(theme, state=State.SET_ASIDE, by=by.actor, at=at, reason=reason.strip()[:300])
    _record("theme.set-aside", theme, by=by, at=at)
    return theme


@transaction.atomic
def reopen(*, theme_id: UUID, by: Staff, at: datetime) -> Theme:
    """Take a theme up again that was set aside or accepted. Raises NotVisible."""
    theme = find_theme(theme_id, by=by)
    if ThemeMerge.objects.filter(merged=theme, undone_at__isnull=True).exists():
        raise NotMergeable(
            "Theme {theme} is part of another. Undo the merge instead.", theme=theme_id
        )
    step(theme, state=State.CANDIDATE, by=by.actor, at=at)
    settle([theme], by=by.actor, at=at)
    _record("theme.reopened", theme, by=by, at=at)
    return theme


@transaction.atomic
def keep_as_minority(*, theme_id: UUID, kept: bool, by: Staff, at: datetime) -> Theme:
    """Mark a theme as few people's view, or take the mark away. Raises NotVisible."""
    theme = find_theme(theme_id, by=by)
    theme.is_minority_view = kept
    theme.save(update_fields=["is_minority_view"])
    _record("theme.minority", theme, by=by, at=at, kept=kept)
    return theme


@transaction.atomic
def merge(*, kept_id: UUID, merged_id: UUID, reason: str, by: Staff, at: datetime) -> ThemeMerge:
    """Two themes are one; both rows stay and it can be undone.

    Raises NotVisible, NeedsAReason, NotMergeable, and MinorityViewStays where a minority's view would go under.
    """
    kept, merged = find_theme(kept_id, by=by), find_theme(merged_id, by=by)
    if not reason.strip():
        raise NeedsAReason("Say why these two themes are one.")
    if kept == merged or State.SET_ASIDE in (kept.state, merged.state):
        raise NotMergeable(
            "These two themes cannot become one. Choose two different themes that are not set aside."
        )
    if merged.is_minority_view and not kept.is_minority_view:
        raise MinorityViewStays(
            "Theme {theme} is a minority view and stays one. Take its mark away first if it is none.",
            theme=merged_id,
        )
    rows = merged.assignments.filter(removed_at__isnull=True).exclude(
        passage__in=kept.assignments.values("passage")
    )
    moved = list(rows.values_list("passage_id", flat=True))
    rows.update(theme=kept)
    done = ThemeMerge.objects.create(
        kept=kept,
        merged=merged,
        moved=sorted(moved),
        state_before=merged.state,
        reason=reason.strip()[:300],
        merged_by=by.actor,
        merged_at=at,
    )
    step(merged, state=State.SET_ASIDE, by=by.actor, at=at)
    settle([kept], by=by.actor, at=at)
    _record("theme.merged", kept, by=by, at=at, merged=merged.pk, passages=len(moved))
    return done


@transaction.atomic
def undo_merge(*, merge_id: UUID, by: Staff, at: datetime) -> ThemeMerge:
    """Two themes after all, each with the passages it had. Raises NotVisible and NotMergeable."""
    rows = ThemeMerge.objects.filter(public_id=merge_id, kept__program_id=by.program_id)
    done = rows.select_related("kept", "merged").first()
    if done is None or not Theme.objects.visible_to(by).filter(pk=done.kept_id).exists():
        raise NotVisible(f"There is no merge {merge_id} among those that you may see.")
    if done.undone_at is not None:
        raise NotMergeable("Merge {merge} was undone before. Reload the page.", merge=merge_id)
    back = done.kept.assignments.filter(passage__in=done.moved)
    back.exclude(passage__in=done.merged.assignments.values("passage")).update(theme=done.merged)
    done.undone_by, done.undone_at = by.actor, at
    done.save(update_fields=["undone_by", "undone_at"])
    step(done.merged, state=done.state_before, by=by.actor, at=at)
    settle([done.kept, done.merged], by=by.actor, at=at)
    _record("theme.merge-undone", done.kept, by=by, at=at, merged=done.merged_id)
    return done


@transaction.atomic
def split(
    *, theme_id: UUID, name: str, passage_ids: Collection[UUID], by: Staff, at: datetime
) -> Theme:
    """Some passages of a theme make one of their own; merging it back undoes it. Raises NotVisible and NeedsAName."""
    theme = find_theme(theme_id, by=by)
    passages = find_passages(passage_ids, by=by)
    made = make_theme(name=name, by=by, at=at)
    rows = theme.assignments.standing().filter(passage__in=passages)
    moved = Assignment.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))
    moved.update(
        theme=made, origin=Theme.Origin.HUMAN, run=None, assigned_by=by.actor, assigned_at=at
    )
    texts = made.assignments.values("passage__digest").distinct().count()
    made.series = theme.series
    made.is_minority_view = is_minority(texts=texts, all_texts=0)
    made.save(update_fields=["series", "is_minority_view"])
    settle([theme, made], by=by.actor, at=at)
    _record("theme.split", theme, by=by, at=at, into=made.pk, passages=texts)
    return made


def _name(theme: Theme, name: str, summary: str, *, assigned: Collection[int]) -> None:
    if not name.strip():
        raise NeedsAName("Give the theme a name.")
    theme.name, theme.name_origin = name.strip()[:200], Theme.Origin.HUMAN
    theme.summary = summary.strip()
    theme.echoes = echoes_in(
        f"{theme.name}\n{theme.summary}", program_id=theme.program_id, assigned=assigned
    )


def _record(verb: str, theme: Theme, *, by: Staff, at: datetime, **detail: object) -> None:
    audit.record(verb, about=theme, by=by.actor, at=at, program_id=theme.program_id, **detail)
