"""Reading PDFs and markdown: words with their pages, and what cannot be read said as a problem, never raised."""

import pytest
import typst

from fairway.plan.documents.read import ReadPassage, read, reader_for
from fairway.plan.documents.rules import MAX_BYTES, cut, passage_digest, spans, tidy

PAGE = '#set page(width: 400pt, height: 500pt, margin: 60pt, footer: context [Example minutes, #counter(page).display()])\n#set text(size: 11pt, font: "Libertinus Serif")\n#set par(leading: 0.5em, spacing: 1.4em)\n'


def pdf(body: str) -> bytes:
    """A small PDF of made-up words."""
    return bytes(typst.compile((PAGE + body).encode(), format="pdf"))


def passages(body: str) -> list[ReadPassage]:
    """What a PDF of these words reads as; of a single page without its footer, which nothing there repeats."""
    found = read(pdf(body), media_type="application/pdf").passages
    return [one for one in found if one.kind == "boilerplate" or "Example minutes" not in one.text]


def texts(found: list[ReadPassage], kind: str = "text") -> list[str]:
    return [one.text for one in found if one.kind == kind]


def test_paragraphs_have_their_page_and_printed_label() -> None:
    found = passages("First paragraph.\n\nSecond one.\n#pagebreak()\nThird.\n#pagebreak()\nFourth.")
    assert [(one.text, one.page, one.page_label) for one in found if one.kind == "text"] == [
        ("First paragraph.", 1, "1"),
        ("Second one.", 1, "1"),
        ("Third.", 2, "2"),
        ("Fourth.", 3, "3"),
    ]


def test_running_footers_are_boilerplate_from_three_pages_on() -> None:
    three = passages("One.\n#pagebreak()\nTwo.\n#pagebreak()\nThree.")
    assert texts(three, "boilerplate") == [
        "Example minutes, 1",
        "Example minutes, 2",
        "Example minutes, 3",
    ]


def test_headings_are_known_by_their_size_and_head_what_follows() -> None:
    found = passages(
        "#text(size: 18pt)[Votes]\n\nThe motion was carried by all.\n\n#text(size: 14pt)[Second]\n\nOther words stand here."
    )
    assert texts(found, "heading") == ["Votes", "Second"]
    assert [one.part for one in found if one.kind == "text"] == ["Votes", "Votes / Second"]
    assert [one.level for one in found if one.kind == "heading"] == [1, 2]


def test_a_paragraph_over_two_pages_is_one_passage_of_the_first() -> None:
    words = "many words that go on " * 10
    found = passages(f"#v(330pt)\nThis begins here with {words}and ends there.")
    whole = [one for one in found if one.text.startswith("This begins")]
    assert len(whole) == 1
    assert whole[0].text.endswith("ends there.")
    assert whole[0].page == 1


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        # The word stands whole elsewhere: the hyphen was the typesetter's.
        ("Navigation counts. This is about navi-\\\ngation in care.", "This is about navigation in care."),
        # It stands nowhere whole: the hyphen is the writer's.
        ("Navigation counts. This is patient-\\\ncentered care.", "This is patient-centered care."),
    ],
)  # fmt: skip
def test_hyphens_at_the_end_of_a_line(line: str, whole: str) -> None:
    assert texts(passages(line))[0].endswith(whole)


def test_list_items_are_passages_of_their_own() -> None:
    assert texts(passages("- One thing that was said.\n- Another thing.")) == [
        "One thing that was said.",
        "Another thing.",
    ]


def test_a_ruled_table_gives_rows_with_cells() -> None:
    found = passages(
        "#table(columns: 3, [Body], [Goal], [], [Example Coalition], [X], [], [Other body], [], [])"
    )
    rows = [one for one in found if one.kind == "row"]
    assert [one.text for one in rows] == ["Body | Goal", "Example Coalition | X", "Other body"]
    assert rows[1].cells == ("Example Coalition", "X")


def test_two_columns_are_read_one_after_the_other() -> None:
    left = "\n\n".join(f"Left line {n} of the page." for n in range(7))
    right = "\n\n".join(f"Right line {n} of it." for n in range(7))
    found = texts(passages(f"#grid(columns: (1fr, 1fr), gutter: 20pt, [{left}], [{right}])"))
    assert found[0].startswith("Left")
    assert [one.split()[0] for one in found] == ["Left"] * 7 + ["Right"] * 7


def test_a_page_of_pictures_is_a_scan() -> None:
    shapes = b"#rect(width: 100pt, height: 100pt, fill: black)"
    scanned = bytes(typst.compile(shapes, format="pdf"))
    assert read(scanned, media_type="application/pdf").problem == "scanned"


def test_nothing_of_a_single_page_is_a_running_line() -> None:
    found = passages("#v(-40pt)\nAt the top of the only page.\n\nBelow.")
    assert "boilerplate" not in {one.kind for one in found}


def test_a_pdf_cut_in_half_is_damaged() -> None:
    whole = pdf("Words that are lost with the second half. " * 20)
    assert read(whole[: len(whole) // 2], media_type="application/pdf").problem == "damaged"
    assert read(b"%PDF-1.7 and then nothing", media_type="application/pdf").problem == "damaged"


def test_a_pdf_with_a_password_is_protected() -> None:
    # Encrypted by the standard handler (RC4, 40 bit) with a made-up user password; only its trailer matters here.
    body = pdf("Secret.").replace(
        b"/Root",
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /O ("
        + b"o" * 32
        + b") /U ("
        + b"u" * 32
        + b") /P -4 >> /ID [(aaaaaaaaaaaaaaaa) (aaaaaaaaaaaaaaaa)] /Root",
        1,
    )
    assert read(body, media_type="application/pdf").problem in ("protected", "damaged")


def test_too_large_and_unknown_are_said() -> None:
    assert read(b"x" * (MAX_BYTES + 1), media_type="text/plain").problem == "too-large"
    assert (
        read(b"\x00\x01", media_type="application/x-unheard", name="a.unheard").problem
        == "unknown-type"
    )


@pytest.mark.parametrize(
    ("content", "media_type", "name", "reader"),
    [
        (b"%PDF-1.4", "application/octet-stream", "letter", "pdf"),
        (b"# Words", "application/octet-stream", "page.md", "markdown"),
        (b"# Words", "text/markdown; charset=utf-8", "", "markdown"),
        # An archive is no text, whatever it is called.
        (b"PK\x03\x04", "text/plain", "a.txt", "archive"),
        (b"plain", "image/png", "a.png", ""),
    ],
)
def test_which_reader(content: bytes, media_type: str, name: str, reader: str) -> None:
    assert reader_for(content, media_type=media_type, name=name) == reader


def test_markdown_front_matter_headings_and_markup() -> None:
    page = b"---\ntitle: A recap\ndate: 2023-09-07\n---\n# Themes\n\nWords with a [link](https://example.org) and **weight**.\n\n- one\n- two\n\n<div>shown</div>\n"
    found = read(page, media_type="text/markdown")
    assert (found.title, str(found.published_on)) == ("A recap", "2023-09-07")
    assert [(one.kind, one.text, one.part) for one in found.passages] == [
        ("heading", "Themes", ""),
        ("text", "Words with a link and weight.", "Themes"),
        ("text", "one", "Themes"),
        ("text", "two", "Themes"),
        ("text", "shown", "Themes"),
    ]


def test_markdown_with_broken_front_matter_is_damaged_and_read() -> None:
    found = read(b"---\ntitle: [unclosed\n---\nThe words stay.", media_type="text/markdown")
    assert found.problem == "damaged"
    assert [one.text for one in found.passages] == ["The words stay."]


def test_markdown_in_latin_1_is_read() -> None:
    found = read("Los pacientes de la región".encode("cp1252"), media_type="text/markdown")
    assert found.passages[0].text == "Los pacientes de la región"


def test_tidy_keeps_joiners_and_drops_controls() -> None:
    assert tidy("a\x00b\u200bc  d\n e\u200f") == "abc d e\u200f"


def test_the_digest_is_blind_to_case_space_and_marks() -> None:
    assert passage_digest("Prior authorization!") == passage_digest(" prior   Authorization")
    assert passage_digest("Prior authorization") != passage_digest("No prior authorization")


@pytest.mark.parametrize(("longest", "pieces"), [(100, 1), (12, 3), (5, 6)])
def test_long_passages_are_cut_between_sentences_or_words(longest: int, pieces: int) -> None:
    text = "One two. Three four. Five six."
    found = cut(text, longest=longest)
    assert len(found) == pieces
    assert all(len(piece) <= longest for piece in found)
    assert " ".join(found).replace(" ", "") == text.replace(" ", "")


def test_spans_join_with_one_newline() -> None:
    texts_ = ["ab", "", "cde"]
    joined = "\n".join(texts_)
    assert [joined[start:end] for start, end in spans(texts_)] == texts_
