"""What no template may hold: inline script or style (the policy would refuse it), and anything changing in a title."""

import re
from pathlib import Path

import pytest

from fairway import web

TEMPLATES = sorted(Path(web.__file__).parent.rglob("templates/**/*.html"))
COMMENTS = re.compile(r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}", re.DOTALL)
TITLE = re.compile(r"\{%\s*block (?:head_)?title\s*%\}(.*?)\{%\s*endblock", re.DOTALL)
FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]*\sstyle=", re.IGNORECASE),
    "an inline event": re.compile(r"<[^>]*\son\w+=", re.IGNORECASE),
    "a script without a source": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style element": re.compile(r"<style", re.IGNORECASE),
    "another origin": re.compile(r"""(?:src|href)=["'](?:https?:)?//""", re.IGNORECASE),
}


@pytest.fixture(params=TEMPLATES, ids=lambda path: path.name)
def text(request: pytest.FixtureRequest) -> str:
    """One template without its comments."""
    return COMMENTS.sub("", request.param.read_text())


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_policy_would_let_everything_through(text: str, what: str) -> None:
    found = FORBIDDEN[what].search(text)
    assert found is None, f"{what}: {found.group()}" if found else ""


def test_a_title_never_carries_a_name(text: str) -> None:
    """PRV: titles go into histories and over shoulders. They hold translated words and nothing else."""
    for title in TITLE.findall(text):
        assert "{{" not in title
        assert "blocktrans" not in title
