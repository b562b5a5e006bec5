"""The publishing house, and anyone at a browser."""

from tests.unit.publishing.conftest import House, house

__all__ = ["House", "house"]
