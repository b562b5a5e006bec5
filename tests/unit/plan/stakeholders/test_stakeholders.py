"""One body under several names (STK-20): folding, aliases, merging and taking apart."""

from datetime import UTC, datetime
from typing import Any

import pytest

from fairway.plan.stakeholders.actions import (
    AlreadyUndone,
    CannotMerge,
    NameTaken,
    NoName,
    add_alias,
    known_as,
    merge,
    undo_merge,
)
from fairway.plan.stakeholders.models import Alias, Stakeholder
from fairway.plan.stakeholders.queries import profile, roots, same_body, standing
from fairway.plan.stakeholders.rules import fold
from tests.factories.people import ProgramFactory, StaffFactory

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


def made(program: Any, name: str) -> Stakeholder:
    return known_as(program=program, name=name, by="staff:1", at=AT)


def one(kept: Stakeholder, merged: Stakeholder, reason: str = "Two spellings.") -> Any:
    return merge(kept=kept, merged=merged, reason=reason, by="staff:1", at=AT)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The Example Coalition", "Example coalition"),
        ("Hope & Care", "Hope and Care"),
        ("St. Mary's Center", "St Marys Center"),
        ("Fundación Niño", "Fundacion Nino"),
        ("Example  Coalition, Inc.", "example coalition inc"),
    ],
)
def test_what_cannot_change_the_meaning_is_folded(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Association for Example Research", "Association of Example Research"),
        ("Health Example Society", "Healthcare Example Society"),
        ("Theater of Care", "ater of Care"),
    ],
)
def test_what_may_be_another_body_is_not(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@pytest.mark.django_db
def test_a_body_is_found_by_any_of_its_names() -> None:
    program = ProgramFactory()
    coalition = made(program, "Example Coalition for Care")
    add_alias(stakeholder=coalition, name="Example Coalition of Care", by="staff:1", at=AT)
    assert made(program, "the example coalition OF care").pk == coalition.pk
    assert made(ProgramFactory(), "Example Coalition for Care").pk != coalition.pk


@pytest.mark.django_db
def test_a_name_stands_for_one_body() -> None:
    program = ProgramFactory()
    made(program, "Example One")
    with pytest.raises(NameTaken):
        add_alias(stakeholder=made(program, "Example Two"), name="Example one", by="s", at=AT)
    with pytest.raises(NoName):
        made(program, " ... ")


@pytest.mark.django_db
def test_stk_20_merge_moves_the_names_and_loses_nothing() -> None:
    program = ProgramFactory()
    kept, merged = made(program, "Example One"), made(program, "Example 1")
    done = one(kept, merged)
    assert Stakeholder.objects.count() == 2
    assert set(Alias.objects.filter(stakeholder=kept).values_list("name", flat=True)) == {
        "Example One",
        "Example 1",
    }
    assert made(program, "example 1").pk == kept.pk
    assert roots([merged.pk]) == {merged.pk: kept.pk}
    assert same_body([merged.pk]) == {merged.pk: {kept.pk, merged.pk}}
    undo_merge(merge=done, by="staff:2", at=AT)
    assert made(program, "example 1").pk == merged.pk
    assert roots([merged.pk]) == {merged.pk: merged.pk}
    with pytest.raises(AlreadyUndone):
        undo_merge(merge=done, by="staff:2", at=AT)


@pytest.mark.django_db
def test_merges_go_several_steps_and_come_apart_in_order() -> None:
    program = ProgramFactory()
    a, b, c = (made(program, name) for name in ("Example A", "Example B", "Example C"))
    first = one(b, c)
    second = one(a, b)
    assert roots([c.pk]) == {c.pk: a.pk}
    assert same_body([a.pk])[a.pk] == {a.pk, b.pk, c.pk}
    with pytest.raises(CannotMerge, match="Undo that merge first"):
        undo_merge(merge=first, by="s", at=AT)
    undo_merge(merge=second, by="s", at=AT)
    undo_merge(merge=first, by="s", at=AT)
    assert {made(program, name).pk for name in ("Example A", "Example B", "Example C")} == {
        a.pk,
        b.pk,
        c.pk,
    }


@pytest.mark.django_db
def test_what_cannot_be_merged() -> None:
    program = ProgramFactory()
    a, b, other = (
        made(program, "Example A"),
        made(program, "Example B"),
        made(ProgramFactory(), "X"),
    )
    for kept, merged, reason in ((a, a, "same"), (a, other, "elsewhere"), (a, b, " ")):
        with pytest.raises(CannotMerge):
            one(kept, merged, reason)
    one(a, b)
    with pytest.raises(CannotMerge):
        one(b, a)


@pytest.mark.django_db
def test_only_plan_staff_of_the_program_see_them() -> None:
    program = ProgramFactory()
    coalition = made(program, "Example A")
    hers: Any = StaffFactory(program=program, role="plan-staff")
    assert standing(hers, words="ample a") == [coalition]
    assert standing(hers, words="nobody") == []
    assert profile(hers, coalition.public_id).ids == (coalition.pk,)
    assert standing(StaffFactory(program=program, role="navigator")) == []
    assert standing(StaffFactory(role="plan-staff")) == []
