"""What all tests share."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make docs` prints the walk instead of comparing it."""
    parser.addoption(
        "--print-walk", action="store_true", help="write docs/walk.md from the walk's test"
    )
