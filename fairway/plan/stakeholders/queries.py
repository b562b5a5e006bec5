"""Reads over stakeholders: who there is, under which names, and which rows count as one body."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from fairway.people.models import Staff
from fairway.people.queries import NotVisible
from fairway.plan.stakeholders.models import Alias, Stakeholder, StakeholderMerge
from fairway.plan.stakeholders.rules import fold


@dataclass(frozen=True, slots=True)
class Profile:
    """One body: its names, and the merges that made it."""

    stakeholder: Stakeholder
    aliases: tuple[Alias, ...]
    merges: tuple[StakeholderMerge, ...]
    ids: tuple[int, ...]


def stakeholder_for(staff: Staff, public_id: UUID) -> Stakeholder:
    """One by the id of its page. Raises NotVisible."""
    found = Stakeholder.objects.visible_to(staff).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible(
            "There is no stakeholder {public_id} among those that you may see.", public_id=public_id
        )
    return found


def standing(staff: Staff, *, words: str = "") -> list[Stakeholder]:
    """All that were not merged into another, by name; `words`: part of any of its names."""
    rows = Stakeholder.objects.visible_to(staff).standing()
    if words.strip():
        named = Alias.objects.filter(program_id=staff.program_id, key__contains=fold(words))
        rows = rows.filter(pk__in=named.values("stakeholder_id"))
    return list(rows.order_by("name", "pk"))


def known_names(staff: Staff, names: Iterable[str]) -> dict[str, str]:
    """Which of these names stand for a body of her program, each with that body's own name."""
    keys = {name: fold(name) for name in names if fold(name)}
    rows = Alias.objects.filter(program_id=staff.program_id, key__in=keys.values())
    bodies = dict(rows.values_list("key", "stakeholder__name"))
    return {name: bodies[key] for name, key in keys.items() if key in bodies}


def profile(staff: Staff, public_id: UUID) -> Profile:
    """The page of one body. Raises NotVisible."""
    one = stakeholder_for(staff, public_id)
    merges = StakeholderMerge.objects.filter(kept=one).select_related("merged").order_by("pk")
    return Profile(
        stakeholder=one,
        aliases=tuple(one.aliases.order_by("name", "pk")),
        merges=tuple(merges),
        ids=tuple(sorted(same_body([one.pk])[one.pk])),
    )


def same_body(ids: Iterable[int]) -> dict[int, set[int]]:
    """For each id the ids of all rows of the same body, itself included. Merges go one or more steps deep."""
    wanted = list(ids)
    root = roots(wanted)
    members: dict[int, set[int]] = {one: {one} for one in root.values()}
    fresh = set(members)
    while fresh:
        pairs = Stakeholder.objects.filter(merged_into_id__in=fresh).values_list(
            "pk", "merged_into_id"
        )
        fresh = set()
        for child, parent in pairs:
            for found in members.values():
                if parent in found and child not in found:
                    found.add(child)
                    fresh.add(child)
    return {one: members[root[one]] for one in wanted}


def roots(ids: Iterable[int]) -> dict[int, int]:
    """For each id the row that stands for its body today."""
    found = {one: one for one in ids}
    fresh = set(found)
    while fresh:
        into = dict(
            Stakeholder.objects.filter(pk__in=fresh, merged_into__isnull=False).values_list(
                "pk", "merged_into_id"
            )
        )
        fresh = set()
        for one, now in found.items():
            if (up := into.get(now)) is not None:
                found[one] = up
                fresh.add(up)
    return found


def latest_merge(staff: Staff, pk: int) -> StakeholderMerge:
    """A merge of her program. Raises NotVisible."""
    found = StakeholderMerge.objects.filter(
        pk=pk, kept__in=Stakeholder.objects.visible_to(staff)
    ).first()
    if found is None:
        raise NotVisible("There is no merge {pk} among those that you may see.", pk=pk)
    return found
