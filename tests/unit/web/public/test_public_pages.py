"""Pages of the public: open to anyone, in two languages, with feed and map."""

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.test import Client

from fairway.publishing.rules.doors import LIMITS, Limit
from tests.unit.publishing.conftest import House

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def full(house: House) -> House:
    house.page("about", "Hello. [first](/blogs/first)")
    house.page("blogs", template="blogs")
    house.page("blogs/first", "Words #PatientNavigation.", template="blog", date="2024-01-02", blurb="Short.")  # fmt: skip
    house.draft("secret", "Nobody reads this.")
    return house


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/public/nowhere/", "The Plan of Nowhere County"),
        ("/public/nowhere/page/about/", "Hello."),
        ("/public/nowhere/page/blogs/", "Short."),
        ("/public/nowhere/page/blogs/first/", 'property="article:tag" content="PatientNavigation"'),
        ("/public/nowhere/blog/", "Blogs/First"),
        ("/public/nowhere/tags/patientnavigation/", "#PatientNavigation"),
        ("/public/nowhere/search/?words=hello", "About"),
        ("/public/nowhere/meetings/", "No meeting is announced yet"),
        ("/public/nowhere/goals/", "NCP-4"),
        ("/public/nowhere/reports/", "No report is published yet"),
        ("/public/nowhere/comment/", "Tell us what you do"),
    ],
)
def test_anyone_may_read_it(full: House, client: Client, path: str, words: str) -> None:
    answer = client.get(path)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert words in text
    assert "Nobody reads this" not in text
    assert "<script" not in text
    # STK-17, HUM-1: on every page what this is not, and a person who answers.
    assert "Not affiliated with or endorsed by any government" in text
    assert "555-0100" in text


@pytest.mark.parametrize(
    "path",
    [
        "/public/nowhere/page/secret/",
        "/public/nowhere/page/none/",
        "/public/nowhere/tags/none/",
        "/public/nowhere/reports/1/",
        "/public/nowhere/reports/1/files/report.pdf",
        "/public/elsewhere/",
        "/public/nowhere/meetings/0198c0de-0000-7000-8000-000000000000/",
        "/comment/no-such-token/",
        "/comment/no-such-token/withdraw/",
        "/registration/no-such-token/",
    ],
)
def test_what_is_not_public_is_not_there(full: House, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_closed_site_is_not_there(full: House, client: Client) -> None:
    full.site.is_open = False
    full.site.save()
    for path in ("", "page/about/", "blog/", "feed.xml", "sitemap.xml", "comment/", "goals/"):
        assert client.get(f"/public/nowhere/{path}").status_code == 404
    assert b"Nothing is published here yet" in client.get("/public/").content


def test_the_first_page_leads_to_the_only_site(full: House, client: Client) -> None:
    assert client.get("/public/")["Location"] == "/public/nowhere/"


def test_a_page_can_be_shared(full: House, client: Client) -> None:
    page = client.get("/public/nowhere/page/blogs/first/").content.decode()
    text = " ".join(page.split())
    for tag in (
        '<meta property="og:title" content="Blogs/First">',
        '<meta property="og:description" content="Made up.">',
        '<meta property="og:url" content="http://testserver/public/nowhere/page/blogs/first/">',
        '<meta property="article:published_time" content="2024-01-02">',
        '<link rel="canonical" href="http://testserver/public/nowhere/page/blogs/first/">',
    ):
        assert tag in text


def test_the_feed_is_atom(full: House, client: Client) -> None:
    answer = client.get("/public/nowhere/feed.xml")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)
    assert feed.findtext("a:title", namespaces=ATOM) == "The Plan of Nowhere County"
    (entry,) = feed.findall("a:entry", ATOM)
    assert entry.findtext("a:title", namespaces=ATOM) == "Blogs/First"
    link = entry.find("a:link", ATOM)
    assert link is not None
    assert link.get("href") == "http://testserver/public/nowhere/page/blogs/first/"
    assert entry.findtext("a:published", namespaces=ATOM) == "2024-01-02T00:00:00+00:00"


def test_the_map_lists_every_public_page(full: House, client: Client) -> None:
    answer = client.get("/public/nowhere/sitemap.xml")
    places = [one.text for one in ET.fromstring(answer.content).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]  # fmt: skip
    assert places == [
        "http://testserver/public/nowhere/",
        "http://testserver/public/nowhere/page/about/",
        "http://testserver/public/nowhere/page/blogs/",
        "http://testserver/public/nowhere/page/blogs/first/",
    ]


def test_the_goals_page_says_what_navigation_data_cannot(full: House, client: Client) -> None:
    """PLN-1, EQ-10: the two goals of the series first; the notice where data cannot say."""
    text = client.get("/public/nowhere/goals/").content.decode()
    assert text.count('<section aria-labelledby="NCP-') == 2
    assert "Not measurable here." not in text
    asked = client.get("/public/nowhere/goals/?goal=NCP-1&goal=NCP-3&goal=NCP-7&goal=none").content
    assert asked.decode().count("Not measurable here.") == 3


def test_a_page_speaks_its_own_language_in_a_frame_of_the_readers(full: House, client: Client) -> None:  # fmt: skip
    full.page("es", "مرحبا", language="ar", title="مرحبا")
    text = client.get(
        "/public/nowhere/page/es/", headers={"accept-language": "es"}
    ).content.decode()
    assert '<html lang="es">' in text
    assert '<article lang="ar" dir="auto">' in text


def test_searching_has_its_limit(full: House, client: Client, monkeypatch: Any) -> None:
    was = LIMITS["search"]
    monkeypatch.setitem(LIMITS, "search", Limit(2, was.length, was.together))
    for _ in range(2):
        assert client.get("/public/nowhere/search/?words=x").status_code == 200
    refused = client.get("/public/nowhere/search/?words=x")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert b"plan@example.org" in refused.content
    assert client.get("/public/nowhere/page/about/").status_code == 200


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "\u202eevil", "x" * 5000, "%00", "' OR 1=1 --"])  # fmt: skip
def test_any_words_may_be_searched_for(full: House, client: Client, words: str) -> None:
    answer = client.get("/public/nowhere/search/", {"words": words})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content
