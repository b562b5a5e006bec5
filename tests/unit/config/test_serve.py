"""`fairway serve`: a taken port, a database of an older version, the calendar, and a real start and stop."""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import pytest

from fairway.config.shell import serve

START = """
import sys, django
django.setup()
from fairway.config.shell.serve import run
run(port=int(sys.argv[1]))
"""


def free_port() -> int:
    with socket.socket() as door:
        door.bind((serve.HOST, 0))
        return int(door.getsockname()[1])


def test_a_taken_port_is_said_before_anything_starts() -> None:
    with socket.socket() as other:
        other.bind((serve.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(serve.PortTaken, match=f"Port {port} is taken.*--port"):
            serve.refuse_taken_port(port)
    serve.refuse_taken_port(free_port())


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("2026-04-02T00:00", "2026-04-02T11:59", False),
        ("2026-04-02T11:59", "2026-04-02T12:00", True),  # the day has begun everywhere
        ("2026-04-02T12:00", "2026-04-02T23:59", False),
        ("2026-04-02T23:59", "2026-04-03T00:00", True),
        ("2026-04-02T12:00", "2026-04-03T12:00", True),  # the machine slept
    ],
)
def test_the_calendar_is_looked_at_when_a_day_turns(before: str, after: str, runs: bool) -> None:
    first, then = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (before, after))
    assert (serve.half_day(first) != serve.half_day(then)) is runs


def test_it_starts_on_an_empty_folder_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    """The database is made, the pages answer, and the process for jobs does not outlive its parent."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", START, str(port)],
        env={**os.environ, "FAIRWAY_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "fairway.config.settings.local"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip
    try:
        answer = _wait_for(f"http://{serve.HOST}:{port}/readyz", process)
        assert answer == b'{"database": true, "migrations": true}'
        children = _children(process.pid)
        assert len(children) >= 2  # one for pages, one for jobs
    finally:
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=30)
    assert "Bringing the database to this version" in said
    assert f"Fairway is at http://{serve.HOST}:{port}" in said
    deadline = time.monotonic() + 15
    while any(Path(f"/proc/{pid}").exists() for pid in children) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []


def _wait_for(url: str, process: "subprocess.Popen[str]") -> bytes:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            with urlopen(url) as answer:
                return bytes(answer.read())
        except OSError:
            time.sleep(0.2)
    process.kill()
    raise AssertionError(f"It did not start: {process.communicate()[0]}")


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]
