"""What the machine is least sure of, what stands in no theme, and how people agree with the machine, group by group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from fairway.people.models import Staff
from fairway.plan.documents.models import Passage, PassageQuerySet
from fairway.plan.themes.models import Assignment, AssignmentQuerySet, Synergy, Theme, in_spam
from fairway.plan.themes.queries.listing import Standing, stood
from fairway.plan.themes.queries.origins import Behind, behind
from fairway.plan.themes.rules.agreement import Agreement, agreement

PAGE = 25


@dataclass(frozen=True)
class Doubt:
    """One assignment of the machine that nobody decided, with its theme."""

    standing: Standing
    theme: Theme


@dataclass(frozen=True)
class Audited:
    """One group of passages: how many, how many in a theme, and how people agree with the machine on them."""

    by: str
    group: str
    passages: int
    in_a_theme: int
    agreement: Agreement

    @property
    def share(self) -> float:
        """The share in a theme."""
        return self.in_a_theme / self.passages if self.passages else 0.0


def review_queue(staff: Staff, *, theme_id: UUID | None = None) -> list[Doubt]:
    """What people should look at first: the machine's least firm assignments, of one theme or of all."""
    rows = Assignment.objects.visible_to(staff).undecided()
    rows = rows.exclude(theme__state=Theme.State.SET_ASIDE)
    if theme_id is not None:
        rows = rows.filter(theme__public_id=theme_id)
    rows = rows.select_related("theme", "passage__document").order_by("score", "pk")[:PAGE]
    return [Doubt(one, one.assignment.theme) for one in stood(staff.program_id, rows)]


def in_no_theme(staff: Staff, *, after: int = 0) -> tuple[list[Passage], int | None, int]:
    """Passages that somebody said and that stand in no theme: a page, the key to go on from, and how many in all.

    Nothing is dropped for being alone (peers.md 4.1: show unmapped themes too).
    """
    rows = _said(staff).filter(~Exists(_placed()))
    shown = list(rows.filter(pk__gt=after).select_related("document").order_by("pk")[: PAGE + 1])
    further = shown[PAGE - 1].pk if len(shown) > PAGE else None
    return shown[:PAGE], further, rows.count()


def agreement_with_people(staff: Staff) -> Agreement:
    """Over everything that the machine assigned and a person decided in this program."""
    return agreement([pair for _, pair in _decisions(staff)])


def by_group(staff: Staff) -> list[Audited]:
    """The audit of the theme aid: by language, kind of organization and channel (DESIGN section 2, rule 3)."""
    rows = list(_said(staff).values_list("pk", "language"))
    speakers = behind(staff.program_id, {key for key, _ in rows}) if rows else {}
    placed = set(_placed_keys(staff))
    decided: dict[int, list[tuple[int | None, int | None]]] = defaultdict(list)
    for passage, pair in _decisions(staff):
        decided[passage].append(pair)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for key, language in rows:
        for by, group in _groups(language, speakers[key]):
            groups[by, group].append(key)
    return [
        Audited(
            by,
            group,
            len(keys),
            sum(key in placed for key in keys),
            agreement([pair for key in keys for pair in decided.get(key, ())]),
        )
        for (by, group), keys in sorted(groups.items())
    ]


def confirmed_share(staff: Staff) -> tuple[int, int]:
    """Of the machine's synergy suggestions that a person judged: how many she did not reject, and how many in all."""
    judged = Synergy.objects.visible_to(staff).filter(run__isnull=False)
    judged = judged.exclude(state=Synergy.State.SUGGESTED)
    return judged.exclude(state=Synergy.State.REJECTED).count(), judged.count()


def _groups(language: str, speaker: Behind) -> Iterable[tuple[str, str]]:
    """Unknown is a group of its own and is shown."""
    yield "language", language.split("-")[0] or "unknown"
    yield "organization-kind", speaker.kind or "unknown"
    yield "channel", speaker.channel or "document"


def _said(staff: Staff) -> PassageQuerySet:
    said = Passage.objects.visible_to(staff).standing().said().exclude(text="")
    return said.exclude(document__in=in_spam())


def _placed() -> AssignmentQuerySet:
    rows = Assignment.objects.filter(passage=OuterRef("pk"), removed_at__isnull=True)
    return rows.exclude(theme__state=Theme.State.SET_ASIDE)


def _placed_keys(staff: Staff) -> Iterable[int]:
    rows = Assignment.objects.visible_to(staff).standing()
    return rows.exclude(theme__state="set-aside").values_list("passage_id", flat=True)


def _decisions(staff: Staff) -> list[tuple[int, tuple[int | None, int | None]]]:
    """(passage, (the machine's theme, the person's)) where a person decided what the machine had assigned.

    What she removed and put elsewhere is hers there; what she removed and put nowhere is in no theme by her word.
    """
    rows = list(
        Assignment.objects.visible_to(staff)
        .filter(passage__document__withdrawn_at__isnull=True)
        .values_list("passage_id", "theme_id", "run_id", "origin", "confirmed_at", "removed_at")
    )
    hers: dict[int, int] = {}
    for passage, theme, _, origin, confirmed, removed in rows:
        if removed is None and (origin == Theme.Origin.HUMAN or confirmed):
            hers.setdefault(passage, theme)
    found: list[tuple[int, tuple[int | None, int | None]]] = []
    for passage, theme, run, _, confirmed, removed in rows:
        if run is None or (confirmed is None and removed is None):
            continue
        found.append((passage, (theme, theme if removed is None else hers.get(passage))))
    return found
