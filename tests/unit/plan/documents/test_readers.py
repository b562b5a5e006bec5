"""Readers of what people send: bytes in, passages out; whatever is wrong with a file is a code and no exception."""

import io
import random
import zipfile
from datetime import time
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairway.plan.documents.read import archive, boilerplate, chat, email, form, plain, read
from fairway.plan.documents.read.spreadsheet import table
from fairway.plan.documents.rules import Problem

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def texts(reading: Any, kind: str = "text") -> list[str]:
    return [one.text for one in reading.passages if one.kind == kind]


def word_file(*, macros: bool = False, pages: int = 1) -> bytes:
    document = docx.Document()
    document.add_heading("Our statement", 1)
    for page in range(1, pages + 1):
        paragraph = document.add_paragraph()
        if page > 1:
            paragraph.add_run()._r.append(OxmlElement("w:lastRenderedPageBreak"))
        paragraph.add_run(f"Words of page {page}.")
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "Rides", "200"
    packed = io.BytesIO()
    document.save(packed)
    if not macros:
        return packed.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(packed) as whole, zipfile.ZipFile(changed, "w") as copy:
        for name in whole.namelist():
            held = whole.read(name)
            copy.writestr(
                name,
                held.replace(
                    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"application/vnd.ms-word.document.macroEnabled.main+xml",
                ),
            )
        copy.writestr("word/vbaProject.bin", b"AutoOpen")
    return changed.getvalue()


class TestWord:
    def test_headings_paragraphs_and_tables_in_their_order(self) -> None:
        found = read(word_file(), media_type=WORD)
        assert [(one.kind, one.text, one.part) for one in found.passages] == [
            ("heading", "Our statement", ""),
            ("text", "Words of page 1.", "Our statement"),
            ("row", "Rides | 200", "Our statement"),
        ]
        assert {one.page for one in found.passages} == {None}

    def test_the_page_that_word_broke_it_on(self) -> None:
        found = read(word_file(pages=3), media_type=WORD)
        assert [one.page for one in found.passages if one.kind == "text"] == [1, 2, 3]
        assert found.page_count == 3

    def test_with_macros_it_is_read_and_flagged(self) -> None:
        found = read(word_file(macros=True), media_type="", name="letter.docm")
        assert found.problem == Problem.MACROS
        assert texts(found) == ["Words of page 1."]

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (b"PK\x03\x04 and then nothing", Problem.DAMAGED),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Problem.PROTECTED),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc", Problem.UNKNOWN_TYPE),
            (word_file()[:2000], Problem.DAMAGED),
        ],
    )  # fmt: skip
    def test_what_cannot_be_read_is_a_problem(self, content, problem) -> None:
        assert read(content, media_type=WORD, name="a.docx").problem == problem


class TestArchives:
    def packed(self, **files: bytes) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as one:
            for name, content in files.items():
                one.writestr(name, content)
        return made.getvalue()

    def test_files_come_out_without_their_folders(self) -> None:
        found = archive.read(self.packed(**{"a/b/letter.txt": b"Words", "__MACOSX/x": b"", "a/": b""}))  # fmt: skip
        assert [(one.name, one.content) for one in found.attachments] == [("letter.txt", b"Words")]

    def test_a_bomb_is_refused_by_what_it_says_and_by_what_it_does(self, monkeypatch) -> None:
        bomb = self.packed(**{"a.txt": b"0" * 40_000_000})
        assert archive.read(bomb).problem == Problem.BOMB
        monkeypatch.setattr(archive, "_is_bomb", lambda *_, **__: False)
        assert archive.read(bomb).problem == Problem.BOMB

    def test_many_files_are_a_bomb(self) -> None:
        many = self.packed(**{f"{n}.txt": b"" for n in range(archive.MAX_FILES + 1)})
        assert archive.read(many).problem == Problem.BOMB

    def test_a_word_file_can_be_a_bomb_too(self) -> None:
        assert read(self.packed(**{"word/document.xml": b"0" * 40_000_000}), media_type=WORD).problem == Problem.BOMB  # fmt: skip

    def test_what_packs_well_is_no_bomb(self) -> None:
        assert archive.read(self.packed(**{"a.csv": b"0" * 3_000_000})).problem == ""

    @given(st.binary(max_size=300))
    @settings(max_examples=40)
    def test_any_bytes_are_a_reading(self, content) -> None:
        archive.read(b"PK\x03\x04" + content)


class TestMail:
    @pytest.mark.parametrize(
        ("declared", "sent"),
        [
            ("utf-8", "latin-1"),
            ("us-ascii", "utf-8"),
            ("iso-8859-1", "utf-8"),
            ("klingon", "utf-8"),
            ("cp1252", "cp1252"),
            ("utf-16", "utf-8"),
        ],
    )
    def test_whatever_is_declared_the_words_are_read(self, declared, sent) -> None:
        raw = f"Content-Type: text/plain; charset={declared}\n\nLa navegación es difícil.\n"
        assert texts(email.read(raw.encode(sent))) == ["La navegación es difícil."]

    def test_encoded_headers_and_headers_that_lie(self) -> None:
        raw = b"From: =?utf-8?q?Jos=C3=A9?= <jose@example.org>\nSubject: =?klingon?b?!!?= x\nDate: Sat, 99 Foo 9999\nMessage-ID: <a b>\n\nWords.\n"
        found = email.read(raw)
        assert email.address(found.sender) == ("José", "jose@example.org")
        assert found.sent_at is None
        assert found.message_id == "ab"
        assert texts(found) == ["Words."]

    def test_html_stands_in_where_there_is_no_plain_text(self) -> None:
        raw = b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee HTML\n--b\nContent-Type: text/html\n\n<p>The words that were meant by whoever wrote this.</p><script>x()</script>\n--b--\n"
        assert texts(email.read(raw)) == ["The words that were meant by whoever wrote this."]

    @pytest.mark.parametrize(
        ("body", "own", "quoted"),
        [
            ("Mine.\n\nOn Mon, Bob wrote:\n> His.\n> More.\n", ["Mine."], ["His. More."]),
            ("On Mon, Bob wrote:\n> His.\n\nMine below.\n", ["Mine below."], ["His."]),
            ("Mine.\n\nEl lunes, Ana escribió:\n> Suyo.\n", ["Mine."], ["Suyo."]),
            ("Mine.\n\n-----Original Message-----\nHis words.\n", ["Mine."], ["-----Original Message----- His words."]),
            ("First.\n\n> His.\n\nSecond.\n", ["First.", "Second."], ["His."]),
        ],
    )  # fmt: skip
    def test_others_words_are_set_apart(self, body, own, quoted) -> None:
        found = email.read(f"Subject: x\n\n{body}".encode())
        assert texts(found) == own
        assert texts(found, "quoted") == quoted

    def test_a_forwarded_mail_is_an_attachment_of_its_own(self) -> None:
        raw = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nLook below.\n--b\nContent-Type: message/rfc822\n\nSubject: inner\n\nInner words.\n--b--\n"
        found = email.read(raw)
        assert texts(found) == ["Look below."]
        inner = found.attachments[0]
        assert texts(read(inner.content, media_type=inner.media_type, name=inner.name)) == ["Inner words."]  # fmt: skip

    def test_names_of_attachments_carry_no_path(self) -> None:
        raw = b'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="..\\\\..\\\\a/letter.txt"\n\nWords\n--b--\n'
        assert email.read(raw).attachments[0].name == "letter.txt"

    @given(st.binary(max_size=400))
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    def test_any_bytes_are_a_mail(self, content) -> None:
        email.read(content)

    def test_a_mailbox_of_any_size_is_read_piece_by_piece(self) -> None:
        box = b"".join(b"From x\nSubject: %d\n\nWords\n>From here on\n\n" % n for n in range(50))
        found = list(email.pieces(io.BytesIO(box)))
        assert len(found) == 50
        assert all(box[one.offset :].startswith(b"From x") for one in found)
        assert b"\nFrom here on\n" in found[0].content
        assert not any(one.is_cut for one in found)

    def test_a_mail_beyond_the_limit_gives_its_beginning(self) -> None:
        box = b"From x\nSubject: a\n\n" + b"words\n" * 1000 + b"\nFrom y\n\nSmall.\n"
        big, small = email.pieces(io.BytesIO(box), limit=600)
        assert (big.is_too_large, small.is_too_large) == (True, False)
        assert len(big.content) <= 600
        assert big.size > 6000

    def test_wherever_a_mailbox_is_cut_the_whole_mails_come_in(self) -> None:
        one = b"From x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nWords.\n--b--\n\n"
        box = one * 3
        for at in range(2 * len(one) + 1, len(box) - 1):
            found = list(email.pieces(io.BytesIO(box[:at])))
            assert [piece.is_cut for piece in found[:2]] == [False, False]


class TestTables:
    @pytest.mark.parametrize(
        ("content", "header", "rows"),
        [
            (b"a,b\n1,2\n", ("a", "b"), [("1", "2")]),
            (b"a;b\n1;2,5\n", ("a", "b"), [("1", "2,5")]),
            (b"a\tb\n1\t2\n", ("a", "b"), [("1", "2")]),
            (b"\xef\xbb\xbfa,b\n1,2\n", ("a", "b"), [("1", "2")]),
            ("año,b\n1,2\n".encode("cp1252"), ("año", "b"), [("1", "2")]),
            ("a,b\n1,ü\n".encode("utf-16"), ("a", "b"), [("1", "ü")]),
            (b'a,b\n1,"two\nlines"\n', ("a", "b"), [("1", "two\nlines")]),
            (b"Export of a survey\n\na,b\n1,2\n", ("a", "b"), [("1", "2")]),
            (b"a,b\n1\n", ("a", "b"), [("1", "")]),
            (b"comment\nRides\n", ("comment",), [("Rides",)]),
        ],
    )
    def test_encodings_and_separators(self, content, header, rows) -> None:
        sheet = table(content)
        assert sheet.header == header
        assert [cells for _, cells in sheet.rows] == rows

    def test_excel_as_it_shows_and_never_a_formula(self) -> None:
        book = openpyxl.Workbook()
        book.active.append(["Name", "Comment", "Count"])
        book.active.append(["A", "=1+1", 3.0])
        packed = io.BytesIO()
        book.save(packed)
        sheet = table(packed.getvalue())
        assert sheet.rows == ((2, ("A", "", "3")),)
        assert read(packed.getvalue(), media_type="", name="a.xlsx").passages[0].text == "Name: A | Count: 3"  # fmt: skip

    @given(st.binary(max_size=300))
    @settings(max_examples=60, deadline=None)
    def test_any_bytes_are_a_table_or_a_problem(self, content) -> None:
        table(content)


class TestTalk:
    ZOOM = (
        "09:15:02 From  Ana Ruiz  to  Everyone:\n\tHello\n\tagain\n09:16 From Bob to Ana : secret\n"
    )

    def test_a_chat_of_a_meeting(self) -> None:
        first, second = chat.lines(self.ZOOM)
        assert (first.at, first.speaker, first.text) == (time(9, 15, 2), "Ana Ruiz", "Hello\nagain")
        assert (first.is_private, second.is_private) == (False, True)
        assert [one.text for one in chat.as_reading([first, second]).passages] == ["Hello again"]

    @pytest.mark.parametrize(
        "line",
        ["[09:15] Ana: Hello", "2026-09-07 09:15:00 Ana: Hello", "[9/7/2026, 9:15 AM] Ana: Hello"],
    )
    def test_other_programs(self, line) -> None:
        found = chat.lines(f"{line}\n{line}\n")
        assert [(one.at, one.speaker, one.text) for one in found] == [(time(9, 15), "Ana", "Hello")] * 2  # fmt: skip

    @pytest.mark.parametrize("text", ["", "Just words.\n\nMore words: with a colon.", "9:15 Ana: one"])  # fmt: skip
    def test_what_is_no_chat(self, text) -> None:
        assert chat.lines(text) == []

    def test_a_transcript_joins_what_one_speaker_said(self) -> None:
        vtt = b"WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n<v Ana>Hello &amp; welcome\n\n00:00:02.000 --> 00:00:03.000\nto all\n\n01:02:03.000 --> 01:02:04.000\nBob: Thanks\n"
        found = read(vtt, media_type="text/vtt")
        assert [(one.part, one.page_label, one.text) for one in found.passages] == [
            ("Ana", "00:00:01", "Hello & welcome to all"),
            ("Bob", "01:02:03", "Thanks"),
        ]
        srt = b"1\n00:00:01,000 --> 00:00:02,000\nHello\n"
        assert read(srt, media_type="", name="a.srt").passages[0].text == "Hello"
        assert read(b"no cues", media_type="text/vtt").problem == Problem.DAMAGED


class TestBoilerplate:
    @pytest.mark.parametrize(
        "text",
        [
            "Dear Members of the Panel,",
            "Sincerely, Ana Ruiz Example Coalition",
            "Estimados miembros:",
            "Sent from my iPhone",
            "Please see attached.",
            "Please see the attached comment letter.",
            "My comments are attached.",
            "Adjunto encontrará mi carta.",
            "This e-mail and any attachment is confidential and intended only for the addressee.",
            "CONFIDENTIALITY NOTICE: whatever follows.",
            "Thank you for the opportunity to comment.",
        ],
    )
    def test_nobodys_view(self, text) -> None:
        assert boilerplate.kind_of(text) == "boilerplate"

    @pytest.mark.parametrize(
        "text",
        [
            "Dear Panel, our clinic has no interpreter and patients miss their biopsies. We need one.",
            "Best practice is a navigator in every clinic.",
            "Thank you for nothing: nobody called her back for four months and she gave up on us entirely and then went away.",
            "We attached a navigator to every tumor board.",
            "Regarding rides, there are none.",
            "Attached housing would help families stay near the center.",
        ],
    )
    def test_somebodys_view(self, text) -> None:
        assert boilerplate.kind_of(text) == "text"


class TestPlain:
    @given(st.text(max_size=200))
    def test_what_was_written_in_utf_8_is_read_as_written(self, text) -> None:
        assert plain.decoded(text.encode("utf-8", "ignore")) == text.encode("utf-8", "ignore").decode().removeprefix("\ufeff")  # fmt: skip

    def test_binary_is_no_text(self) -> None:
        content = bytes(random.Random(1).choices([0, 65], k=400))
        assert plain.read(content).problem == Problem.UNKNOWN_TYPE

    def test_a_form_keeps_the_order_of_its_parts(self) -> None:
        packed = form.packed({"goals": "One.\n\nTwo.", "partners": " ", "comment": "Three."})
        found = read(packed, media_type=form.MEDIA_TYPE)
        assert [(one.part, one.text) for one in found.passages] == [
            ("goals", "One."),
            ("goals", "Two."),
            ("comment", "Three."),
        ]
        assert form.read(b"{}").problem == Problem.DAMAGED
