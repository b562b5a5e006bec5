"""Which passages belong to a theme, by a person's word. What she removes stays removed for the aid."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fairway.base import audit
from fairway.people.models import Staff
from fairway.plan.documents.models import Passage
from fairway.plan.themes.actions.ground import (
    find_passages,
    find_theme,
    mark_themed,
    note_echoes,
    settle,
)
from fairway.plan.themes.models import Assignment, Theme


@transaction.atomic
def assign(*, theme_id: UUID, passage_ids: Collection[UUID], by: Staff, at: datetime) -> Theme:
    """Put passages into a theme; one that was removed comes back by her word. Raises NotVisible."""
    theme = find_theme(theme_id, by=by)
    passages = find_passages(passage_ids, by=by)
    _put(theme, passages, by=by, at=at)
    settle([theme], by=by.actor, at=at)
    _record("theme.assigned", theme, passages, by=by, at=at)
    return theme


@transaction.atomic
def confirm(*, theme_id: UUID, passage_ids: Collection[UUID], by: Staff, at: datetime) -> Theme:
    """What the machine assigned is right. Raises NotVisible."""
    theme = find_theme(theme_id, by=by)
    passages = find_passages(passage_ids, by=by)
    rows = Assignment.objects.filter(theme=theme, passage__in=passages, removed_at__isnull=True)
    rows.filter(confirmed_at__isnull=True).update(confirmed_by=by.actor, confirmed_at=at)
    mark_themed(passages, by=by.actor, at=at)
    _record("theme.confirmed", theme, passages, by=by, at=at)
    return theme


@transaction.atomic
def remove(*, theme_id: UUID, passage_ids: Collection[UUID], by: Staff, at: datetime) -> Theme:
    """These do not belong here. The rows stay, so that the aid does not bring them back. Raises NotVisible."""
    theme = find_theme(theme_id, by=by)
    passages = find_passages(passage_ids, by=by)
    _take(theme, passages, by=by, at=at)
    settle([theme], by=by.actor, at=at)
    _record("theme.removed", theme, passages, by=by, at=at)
    return theme


@transaction.atomic
def move(
    *, from_id: UUID, to_id: UUID, passage_ids: Collection[UUID], by: Staff, at: datetime
) -> Theme:
    """These belong to another theme. Raises NotVisible."""
    old, new = find_theme(from_id, by=by), find_theme(to_id, by=by)
    passages = find_passages(passage_ids, by=by)
    _take(old, passages, by=by, at=at)
    _put(new, passages, by=by, at=at)
    settle([old, new], by=by.actor, at=at)
    _record("theme.moved", old, passages, by=by, at=at, to=new.pk)
    return new


def _put(theme: Theme, passages: list[Passage], *, by: Staff, at: datetime) -> None:
    """A person's assignment; one of the machine's that stands becomes confirmed by it."""
    rows = Assignment.objects.filter(theme=theme, passage__in=passages)
    known = set(rows.values_list("passage_id", flat=True))
    rows.filter(removed_at__isnull=True, confirmed_at__isnull=True).update(
        confirmed_by=by.actor, confirmed_at=at
    )
    rows.filter(removed_at__isnull=False).update(
        removed_by=None,
        removed_at=None,
        origin=Theme.Origin.HUMAN,
        run=None,
        assigned_by=by.actor,
        assigned_at=at,
    )
    Assignment.objects.bulk_create(
        Assignment(
            theme=theme,
            passage=passage,
            origin=Theme.Origin.HUMAN,
            assigned_by=by.actor,
            assigned_at=at,
        )
        for passage in passages
        if passage.pk not in known
    )
    note_echoes(theme, passages)
    mark_themed(passages, by=by.actor, at=at)


def _take(theme: Theme, passages: list[Passage], *, by: Staff, at: datetime) -> None:
    rows = Assignment.objects.filter(theme=theme, passage__in=passages, removed_at__isnull=True)
    rows.update(removed_by=by.actor, removed_at=at)


def _record(
    verb: str,
    theme: Theme,
    passages: list[Passage],
    *,
    by: Staff,
    at: datetime,
    **detail: object,
) -> None:
    audit.record(
        verb,
        about=theme,
        by=by.actor,
        at=at,
        program_id=theme.program_id,
        passages=sorted(one.pk for one in passages)[:100],
        **detail,
    )
