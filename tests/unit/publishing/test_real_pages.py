"""Both source documents and every page of the Panel's site come in and are shown."""

import os
from html.parser import HTMLParser
from pathlib import Path

import pytest

from fairway.publishing.actions.pages import import_pages
from fairway.publishing.queries import editing
from fairway.publishing.rules.archive import files_below
from fairway.publishing.rules.render import render
from fairway.publishing.rules.shape import TAGS
from fairway.publishing.rules.source import path_of, take_apart
from tests.unit.publishing.conftest import AT, House

SHARED = Path(os.environ.get("FAIRWAY_SHARED", Path(__file__).parents[4] / "shared" / "data"))
SITE = SHARED / "panel" / "site"
SOURCES = SHARED.parent / "source"
FILES = sorted((SITE / "content").rglob("*.md")) + sorted(SOURCES.glob("*.txt"))

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not SITE.is_dir(), reason="../shared/data/panel is not here"),
]


class Outline(HTMLParser):
    """The levels of the headings, and the names of the elements."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag[0] == "h" and tag[1:].isdigit():
            self.levels.append(int(tag[1]))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_page_is_shown_whole(file: Path) -> None:
    taken = take_apart(file.read_text())
    shown = render(taken, path=path_of(file.name), address=lambda target: f"/{target.path}")
    outline = Outline()
    outline.feed(shown.html)
    assert taken.front.title
    assert not [one for one in taken.problems if one.code.startswith(("bad", "unknown", "no-"))]
    assert not [one for one in shown.problems if one.code.startswith(("unsafe", "bad"))]
    assert outline.tags <= TAGS
    assert all(after <= before + 1 for before, after in zip([1, *outline.levels], outline.levels, strict=False))  # fmt: skip
    # Nothing of the text is lost: every word of a plain paragraph is there.
    plain = [line for line in taken.body.splitlines() if line[:1].isalpha() and not set(line) & set("[*_<\\&`")]  # fmt: skip
    for line in plain:
        assert " ".join(line.split()) in " ".join(shown.text.split())


def test_what_their_authors_got_wrong_is_listed(house: House) -> None:
    done = import_pages(site=house.site, files=files_below(SITE), by=house.author.actor, at=AT)
    assert len(done.new) == 39
    assert done.refused == ()
    found = {line.page.path: {one.code for one in line.problems} for line in editing.lines(house.author)}  # fmt: skip
    assert "missing-alt" in found["ncp"]
    assert "broken-link" in found["about/blogs/dr-jaffee-on-career-cancer-research"]
    assert "missing-description" in found["ncp/digital-toolkit"]
    assert "heading-jump" in found["ncp/reports"]
    assert "file-not-held" in found["ncp/meetings/2023-09-07"]
    assert found["about/history"] <= {"image-not-held"}
    links = [one for line in editing.lines(house.author) for one in line.problems if one.code == "broken-link"]  # fmt: skip
    assert sorted(one.detail for one in links) == ["/members/berger", "/members/jaffee", "/reports"]
