"""Who gets what at every address of the plan: one module an area, each with its ROWS, and PUBLIC where it has any."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from fairway.people.models import Organization, Staff


class PlanWorld(NamedTuple):
    """One program with a member of plan staff, her colleague and a navigator; a stranger (plan staff) elsewhere."""

    program: Organization
    hers: Staff
    colleague: Staff
    stranger: Staff
    navigator: Staff


class PlanRow(NamedTuple):
    """One request and the status it gets from each person. `arguments` makes the address from the world."""

    route: str
    anonymous: int
    hers: int
    colleague: int
    stranger: int
    navigator: int
    method: str = "get"
    arguments: Callable[[PlanWorld], dict[str, Any]] = lambda world: {}
    data: dict[str, str] = {}


def areas() -> list[ModuleType]:
    """The modules of this folder, in order."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))
    return [import_module(f"{__name__}.{name}") for name in found]


def rows() -> list[PlanRow]:
    """Every row of every area."""
    return [row for area in areas() for row in getattr(area, "ROWS", [])]


def public() -> set[str]:
    """The routes that open without signing in."""
    return {route for area in areas() for route in getattr(area, "PUBLIC", ())}
