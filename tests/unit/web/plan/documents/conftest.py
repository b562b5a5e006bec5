"""The world of reports, and a browser signed in as its plan staff."""

from tests.unit.web.plan.reports.conftest import hers, world

__all__ = ["hers", "world"]
