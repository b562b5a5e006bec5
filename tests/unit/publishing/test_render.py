"""Markdown to safe HTML, headings in order, links and pictures looked at."""

from html.parser import HTMLParser

import pytest

from fairway.publishing.rules.render import Rendered, render
from fairway.publishing.rules.shape import TAGS, Target, slug_of
from fairway.publishing.rules.source import Front, Problem, Source

PAGES = {"about", "ncp/meetings", ""}


def shown(body: str, *, path: str = "about/blogs/one", language: str = "en") -> Rendered:
    def address(target: Target) -> str | None:
        return f"/p/{target.path}#{target.anchor}" if target.path in PAGES else None

    return render(Source(Front(language=language), body), path=path, address=address)


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<p onclick=alert(1)>x</p>",
        "[x](javascript:alert(1))",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="java&#x0A;script:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        "<svg><script>alert(1)</script></svg>",
        "<svg/onload=alert(1)>",
        "<iframe src=https://evil.example></iframe>",
        "<style>*{display:none}</style>",
        '<p style="position:fixed">x</p>',
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        '<form action="https://evil.example"><input name=q></form>',
        '<image-with-class src="x" alt="<script>alert(1)</script>"></image-with-class>',
        '<single-homepage-box url="javascript:alert(1)" title="<b onmouseover=alert(1)>" description="d">',
        "<base href=https://evil.example>",
        '<meta http-equiv=refresh content="0;url=https://evil.example">',
        "# <img src=x onerror=alert(1)>heading",
        '<h2 id="x&quot; onclick=&quot;alert(1)">h</h2>',
        "<object data=x></object><embed src=x>",
    ],
)
def test_no_attack_gets_through(attack: str) -> None:
    """Judged by what a reader of HTML finds, not by how it is spelled."""
    seen = Seen()
    seen.feed(shown(f"Before\n\n{attack}\n\nAfter").html)
    assert seen.tags <= TAGS
    assert seen.attributes <= {"href", "rel", "class", "id", "role", "tabindex", "aria-label"}
    assert not [href for href in seen.hrefs if not href.startswith(("/", "https://"))]


class Seen(HTMLParser):
    """What stands in a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.hrefs += [value or "" for name, value in attrs if name == "href"]


@pytest.mark.parametrize(
    ("body", "levels", "codes"),
    [
        ("## A\n\n### B\n\n## C", ["h2", "h3", "h2"], set()),
        ("#### A\n\n#### B", ["h2", "h2"], {"heading-jump"}),
        ("# A\n\n## B", ["h2", "h3"], {"second-title"}),
        ("### A\n\n## B", ["h2", "h2"], {"heading-jump"}),
        ("## A\n\n##### B\n\n###### C\n\n## D", ["h2", "h3", "h4", "h2"], {"heading-jump"}),
        ("##", [], set()),
    ],
)
def test_headings_are_in_order_whatever_the_author_wrote(
    body: str, levels: list[str], codes: set[str]
) -> None:
    found = shown(body)
    starts = [part[:2] for part in found.html.split("<")[1:] if part[:1] == "h" and part[1:2].isdigit()]  # fmt: skip
    assert starts == levels
    assert {one.code for one in found.problems} == codes


def test_anchors_are_unique_and_leave_the_pages_own_alone() -> None:
    found = shown("## Main\n\n## Twice\n\n## Twice\n\n## ¿Qué sigue?")
    assert found.anchors == ("main-2", "twice", "twice-2", "qué-sigue")


@pytest.mark.parametrize(
    ("link", "html", "problem"),
    [
        ("[x](/ncp/meetings)", 'href="/p/ncp/meetings#"', None),
        ("[x](/ncp/meetings/)", 'href="/p/ncp/meetings#"', None),
        ("[x](/about#who)", 'href="/p/about#who"', None),
        ("[x](/)", 'href="/p/#"', None),
        ("[x](../../../ncp/meetings)", 'href="/p/ncp/meetings#"', None),
        ("[x](/nowhere)", "<p>x</p>", None),
        ("[x](https://a.example/b)", 'href="https://a.example/b" rel="noopener noreferrer"', None),
        ("[x](mailto:a@b.example)", 'href="mailto:a@b.example"', None),
        ("[x](/pdfs/a.pdf)", "<p>x</p>", Problem("file-not-held", "/pdfs/a.pdf")),
        ('<a href="ftp://a.example">x</a>', "<p>x</p>", Problem("unsafe-link", "ftp")),
        ('<a href="/about"></a>', ">/about</a>", Problem("empty-link", "/about")),
        ('<a href="http://[broken">x</a>', "<p>x</p>", Problem("unsafe-link", "http://[broken")),
    ],
)
def test_every_link_is_looked_at(link: str, html: str, problem: Problem | None) -> None:
    found = shown(link)
    assert html in found.html
    assert list(found.problems) == ([problem] if problem else [])


def test_links_are_told_so_that_dead_ones_can_be_found() -> None:
    found = shown("[a](/about#who) [b](/nowhere) [c](#here) [d](/about#who)")
    assert found.links == (Target("about", "who"), Target("nowhere"), Target("about/blogs/one", "here"))  # fmt: skip


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("![What it shows](a.png)", "Picture: What it shows"),
        ('<image-with-class\n\tsrc="a.png"\n\talt="What it shows">\n</image-with-class>', "Picture: What it shows"),
        ('<image-with-caption image_src="a.png" image_alt="What it shows" image_caption="Words">', "<figcaption>Words</figcaption>"),
        ('<picture-with-quotes image_src="a" image_alt="b" quotes=\'[{"text": "Said", "source": "Who"}]\'>', "<blockquote><p>Said</p><p><cite>Who</cite></p></blockquote>"),
        ('<ul><single-staff-list-entry source="a" alt="A. Person" title="Secretary"></ul>', "Picture: A. Person</span><br>Secretary</li>"),
        ('<single-homepage-box url="/about" source="a" alt="" title="New" description="D">', '<strong><a class="usa-link" href="/p/about#" rel="noopener noreferrer">New</a></strong>'),
    ],
)  # fmt: skip
def test_pictures_and_the_authors_own_elements_become_words(body: str, words: str) -> None:
    found = shown(body)
    assert words in found.html
    assert "image-not-held" in {one.code for one in found.problems}


@pytest.mark.parametrize(
    "body", ["![](a.png)", '<img src="a.png">', '<image-with-class src="a.png" alt=" ">']
)
def test_a_picture_without_words_is_named(body: str) -> None:
    assert Problem("missing-alt", "a.png") in shown(body).problems


def test_broken_quotes_are_named_and_stop_nothing() -> None:
    found = shown("<picture-with-quotes image_src=a image_alt=b quotes='[{]'>\n\nAfter")
    assert Problem("bad-quotes") in found.problems
    assert "After" in found.html


def test_the_words_for_a_picture_are_in_the_language_of_the_page() -> None:
    assert "Imagen: Algo" in shown("![Algo](a.png)", language="es").html


def test_text_from_right_to_left_is_kept() -> None:
    found = shown("## مرحبا\n\nשלום **עולם**")
    assert "مرحبا" in found.html
    assert "<strong>עולם</strong>" in found.html
    assert found.anchors == ("مرحبا",)


def test_hashtags_are_found_in_the_text_and_not_in_addresses() -> None:
    found = shown(
        "Tag #PatientNavigation and *#NationalCancerPlan*; see https://x.example/#videos and #1 #ab"
    )
    assert found.hashtags == ("PatientNavigation", "NationalCancerPlan")


def test_a_table_has_a_name_and_scrolls_by_itself() -> None:
    found = shown("| a | b |\n|---|---|\n| 1 | 2 |\n\ntext\n\n| c |\n|---|\n| 3 |")
    assert 'aria-label="Table 1"' in found.html
    assert 'aria-label="Table 2"' in found.html


def test_deep_nesting_and_much_of_anything_end_well() -> None:
    assert shown(">" * 5000 + " deep").html
    assert shown("<div>" * 3000 + "x").html
    assert shown("[" * 5000 + "x").html
    assert shown("* a\n" * 3000).html


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Priority Areas!", "priority-areas"), ("  A   b ", "a-b"), ("#Every1HasARole", "every1hasarole"), ("!!!", "")],
)  # fmt: skip
def test_slugs(text: str, slug: str) -> None:
    assert slug_of(text) == slug
