"""Front matter and addresses."""

from datetime import date

import pytest

from fairway.publishing.rules import source
from fairway.publishing.rules.source import NotAPage, Problem, path_of, take_apart


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("about/index.md", "about"),
        ("about/blogs/nca-50-1.md", "about/blogs/nca-50-1"),
        ("NCP/Index.MD", "ncp"),
        ("index.md", "index"),
        ("a/v1.2.md", "a/v1.2"),
        ("already/an/address", "already/an/address"),
        ("000_0256fd6a86125ab3.txt", "000_0256fd6a86125ab3"),
        ("a\\b.md", "a/b"),
    ],
)
def test_a_file_has_its_address(file: str, path: str) -> None:
    assert path_of(file) == path


@pytest.mark.parametrize(
    "file", ["../etc/passwd.md", "a/../../b.md", "", ".md", "a b.md", "a/<script>.md", "-x.md", "é.md", "x" * 201]
)  # fmt: skip
def test_a_name_that_makes_no_address_is_refused(file: str) -> None:
    with pytest.raises(NotAPage):
        path_of(file)


def test_two_hundred_characters_are_an_address_still() -> None:
    assert path_of("x" * 200) == "x" * 200


def test_everything_that_the_real_pages_say_is_understood() -> None:
    text = (
        '---\ntitle: "A: title"\ntemplate: blog\ndate: 2023-09-07\nblurb: "B"\nimage: x.png\nalt: "What it shows"\n'
        "description: D\nsortOrder: 3\nlinktext: L\nsectionTitle: S\nauthor: A. Person\ntags: [one, '#two']\n---\nBody\n"
    )
    taken = take_apart(text)
    assert taken.body == "Body\n"
    assert taken.front.title == "A: title"
    assert taken.front.dated_on == date(2023, 9, 7)
    assert taken.front.image_alt == "What it shows"
    assert taken.front.tags == ("one", "two")
    assert taken.front.sort_order == 3
    assert taken.problems == (Problem("image-not-held", "x.png"),)


@pytest.mark.parametrize(
    ("front", "codes"),
    [
        ("title: T\ndescription: D", set()),
        ("title: T", {"missing-description"}),
        ("description: D", {"missing-title"}),
        ("title: T\ndescription: D\ntemplate: blog", {"missing-date"}),
        ("title: T\ndescription: D\ntemplate: nonsense", {"unknown-template"}),
        ("title: T\ndescription: D\nimage: a.png", {"missing-alt", "image-not-held"}),
        ("title: T\ndescription: D\nweight: 3", {"unknown-key"}),
        ("title: T\ndescription: D\ndate: yesterday", {"bad-value"}),
        ("title: T\ndescription: D\nsortOrder: many", {"bad-value"}),
        ("title: [a, b]\ndescription: D", {"bad-value", "missing-title"}),
        ("title: 'unclosed", {"bad-front-matter", "missing-title", "missing-description"}),
        ("- a list", {"bad-front-matter", "missing-title", "missing-description"}),
        ("x: " + "y" * 20_001, {"bad-front-matter", "missing-title", "missing-description"}),
        ("date: 2023-13-45\ntitle: T\ndescription: D", {"bad-front-matter", "missing-title", "missing-description"}),
    ],
)  # fmt: skip
def test_what_the_author_got_wrong_is_named(front: str, codes: set[str]) -> None:
    taken = take_apart(f"---\n{front}\n---\nBody\n")
    assert {one.code for one in taken.problems} == codes
    assert taken.body == "Body\n"


def test_a_page_without_front_matter_keeps_its_text() -> None:
    taken = take_apart("# Only text\n")
    assert taken.body == "# Only text\n"
    assert taken.problems[0] == Problem("no-front-matter")


def test_a_bomb_of_aliases_is_never_blown_up() -> None:
    """YAML that would write a thousand million words."""
    bomb = "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True))  # fmt: skip
    taken = take_apart(f"---\n{bomb}title: *i\n---\nBody\n")
    assert Problem("bad-value", "title") in taken.problems


def test_the_limit_of_a_page_holds_on_both_sides() -> None:
    assert take_apart("x" * source.MAX_CHARS).body
    with pytest.raises(NotAPage, match="limit"):
        take_apart("x" * (source.MAX_CHARS + 1))


def test_the_ends_of_lines_do_not_matter() -> None:
    assert take_apart("\ufeff---\r\ntitle: T\r\ndescription: D\r\n---\r\nBody\r\n").body == "Body\n"
