"""Themes, synergies and aids."""

from datetime import UTC, datetime
from typing import Any

from tests.factories.base import JobFactory
from tests.factories.plan_themes import SynergyFactory, ThemeFactory, ThemeMergeFactory
from tests.repository.plan_rows import PlanRow, PlanWorld

AT = datetime(2026, 9, 10, 12, 0, tzinfo=UTC)


def _theme(world: PlanWorld) -> dict[str, Any]:
    return {"theme": ThemeFactory(program=world.program).public_id}


def _merge(world: PlanWorld) -> dict[str, Any]:
    merge = ThemeMergeFactory(kept__program=world.program)
    merge.merged.state = "set-aside"
    merge.merged.save()
    return {"merge": merge.public_id}


def _synergy(world: PlanWorld) -> dict[str, Any]:
    return {"synergy": SynergyFactory(program=world.program).public_id}


def _job(world: PlanWorld) -> dict[str, Any]:
    job = JobFactory(kind="theme-candidates", program_id=world.program.pk, asked_at=AT)
    return {"job": job.public_id}


def _aid(world: PlanWorld) -> dict[str, Any]:
    return {"aid": "theme-candidates"}


# Each row makes its own record, so that one person's deed does not change another's answer.
ROWS = [
    PlanRow("plan_themes", 302, 200, 200, 200, 403),
    PlanRow("plan_themes", 302, 302, 302, 302, 403, "post", data={"name": "Made up"}),
    PlanRow("plan_themes_ask", 302, 409, 409, 409, 403, "post", data={"zoom": "fine"}),
    PlanRow("plan_themes_asked", 302, 200, 200, 404, 403, arguments=_job),
    PlanRow("plan_themes_review", 302, 200, 200, 200, 403),
    PlanRow("plan_themes_alone", 302, 200, 200, 200, 403),
    PlanRow("plan_theme", 302, 200, 200, 404, 403, arguments=_theme),
    PlanRow("plan_theme_name", 302, 302, 302, 404, 403, "post", _theme, {"name": "Made up"}),
    PlanRow("plan_theme_state", 302, 302, 302, 404, 403, "post", _theme, {"deed": "minority"}),
    PlanRow("plan_theme_merge", 302, 422, 422, 404, 403, "post", _theme),
    PlanRow("plan_theme_passages", 302, 422, 422, 404, 403, "post", _theme),
    PlanRow("plan_theme_undo", 302, 302, 302, 404, 403, "post", _merge),
    PlanRow("plan_synergies", 302, 200, 200, 200, 403),
    PlanRow("plan_synergies_ask", 302, 409, 409, 409, 403, "post"),
    PlanRow("plan_synergy", 302, 200, 200, 404, 403, arguments=_synergy),
    PlanRow("plan_synergy_judge", 302, 302, 302, 404, 403, "post", _synergy, {"deed": "confirm"}),
    PlanRow("plan_aids", 302, 200, 200, 200, 403),
    # Plan staff see what an aid is; the switch is the administrator's.
    PlanRow("plan_aid_switch", 302, 403, 403, 403, 403, "post", _aid, {"on": "yes"}),
]
PUBLIC: set[str] = set()
