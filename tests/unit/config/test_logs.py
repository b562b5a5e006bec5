"""Logs hold our words and ids only, whatever is handed to them."""

import json

import pytest
import structlog

from fairway.config import logs


def logged(
    capsys: pytest.CaptureFixture[str], fail: bool = False, **keys: object
) -> dict[str, object]:
    logs.configure()
    structlog.configure(cache_logger_on_first_use=False)
    log = structlog.get_logger()
    try:
        if fail:
            raise ValueError("DETAIL: Key (family)=(Sentinelname) already exists.")
        log.info("thing.done", **keys)
    except ValueError:
        log.exception("thing.failed", **keys)
    said: dict[str, object] = json.loads(capsys.readouterr().err.strip().splitlines()[-1])
    return said


def test_unknown_keys_are_dropped(capsys: pytest.CaptureFixture[str]) -> None:
    said = logged(capsys, job="1", family="Sentinelname")
    assert said["job"] == "1"
    assert "Sentinelname" not in json.dumps(said)


def test_a_failure_tells_its_place_and_not_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    said = logged(capsys, fail=True, job="1")
    assert said["failure"] == "ValueError"
    assert "test_logs.py" in str(said["where"])
    assert "Sentinelname" not in json.dumps(said)
