"""Input of every channel lands in one queue; nothing that comes in is lost, doubled or refused (STK-2, STK-3, STK-5)."""

import io
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from fairway.base.models import AuditEntry
from fairway.plan.documents.models import Document, Passage
from fairway.plan.intake import actions, queries
from fairway.plan.intake.actions import files, posts
from fairway.plan.intake.models import Submission
from tests.unit.plan.intake.conftest import AT


def mail(
    text: str, *, number: int = 1, attach: tuple[str, str, bytes] | None = None, **headers: str
) -> bytes:
    made = EmailMessage()
    made["From"] = headers.get("sender", "Ana Ruiz <ana@example.org>")
    made["Subject"] = headers.get("subject", "Comment")
    made["Date"] = headers.get("date", "Mon, 07 Sep 2026 08:00:00 -0400")
    made["Message-ID"] = f"<{number}@example.org>"
    made.set_content(text)
    if attach:
        name, kind, content = attach
        main, _, sub = kind.partition("/")
        made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()


def receive(program, content, **given):
    return actions.receive(
        program=program, channel="e-mail", content=content, media_type="message/rfc822",
        received_at=AT, by="staff:1", at=AT, **given,
    )  # fmt: skip


def take(program, kind, content, **given):
    facts = actions.FileFacts(kind=kind, received_at=AT, **given)
    return actions.receive_file(
        program=program, stream=io.BytesIO(content), facts=facts, by="staff:1", at=AT
    )


def words(submission) -> list[str]:
    rows = Passage.objects.filter(document__in=[submission.document_id]).said()
    return list(rows.order_by("ordinal").values_list("text", flat=True))


class TestTheForm:
    def test_each_part_is_kept_under_its_question(self, send) -> None:
        """STK-3: goals, partners, progress, challenges and lessons; affiliation."""
        got = send(
            "Anything else.", goals="We run rides.", partners="The county.", progress="200 rides.",
            challenges="Snow.", affiliation="Example Coalition of Nowhere County", goal_codes=("NCP-4",),
        )  # fmt: skip
        parts = dict(got.submission.document.passages.values_list("part", "text"))
        assert parts == {
            "goals": "We run rides.", "partners": "The county.", "progress": "200 rides.",
            "challenges": "Snow.", "comment": "Anything else.",
        }  # fmt: skip
        assert got.submission.affiliation == "Example Coalition of Nowhere County"
        assert list(got.submission.goal_tags.values_list("code", "origin")) == [
            ("NCP-4", "submitter")
        ]

    def test_a_missing_part_is_asked_for_and_never_blocks(self, send, staff) -> None:
        """STK-3"""
        got = send("Only this.")
        page = queries.page(staff, got.submission.public_id)
        assert page.missing == ("goals", "partners", "progress", "challenges")
        assert got.submission.state == "screened"

    def test_consent_that_was_not_asked_stays_unknown(self, send) -> None:
        assert send("Words.").submission.may_quote is None
        assert send("Other words.", may_quote=False).submission.may_quote is False

    def test_the_same_form_twice_is_one_submission(self, send) -> None:
        first, again = send("Words.", key="form:abc"), send("Words.", key="form:abc")
        assert first.is_new
        assert not again.is_new
        assert again.submission == first.submission
        assert Submission.objects.count() == 1

    def test_it_has_a_receipt_and_a_status_by_token(self, send) -> None:
        """STK-5"""
        got = send("Words.", goal_codes=("NCP-5",))
        standing = queries.status_of(got.token)
        assert standing is not None
        assert standing.submission_id == got.submission.pk
        assert len(standing.number) == 9
        assert [step.state for step in standing.steps] == ["received", "acknowledged", "screened"]
        assert standing.tags == {"submitter": ["NCP-5"]}
        assert queries.status_of(got.token[:-1] + "x") is None
        assert queries.status_of("") is None

    def test_the_token_is_kept_nowhere(self, send) -> None:
        got = send("Words.")
        assert got.token not in str(Submission.objects.values())
        assert got.token not in str(list(AuditEntry.objects.values()))

    def test_the_audit_carries_no_name_and_no_words(self, send) -> None:
        send("Zebra words.", name="Quagga", email="quagga@example.org")
        said = str(list(AuditEntry.objects.values())).casefold()
        assert "zebra" not in said
        assert "quagga" not in said


class TestMail:
    def test_words_sender_and_time_are_read(self, program) -> None:
        one = receive(program, mail("Dear Panel,\n\nRides are missing.\n\n-- \nAna\n")).submission
        assert words(one) == ["Rides are missing."]
        assert (one.name, one.email, one.subject) == ("Ana Ruiz", "ana@example.org", "Comment")
        assert one.claims_sent_at == datetime(2026, 9, 7, 12, tzinfo=UTC)
        assert one.acknowledged_at is None

    def test_the_same_mail_again_is_one_submission(self, program) -> None:
        receive(program, mail("Rides."))
        assert not receive(program, mail("Rides.")).is_new
        assert Submission.objects.count() == 1

    def test_another_mail_under_a_used_message_id_is_kept_too(self, program) -> None:
        receive(program, mail("Rides."))
        other = mail("Something else entirely.")
        assert receive(program, other).is_new
        assert not receive(program, other).is_new
        assert Submission.objects.count() == 2

    def test_keys_say_nothing_of_the_sender(self, program) -> None:
        one = receive(program, mail("Rides.")).submission
        assert "example.org" not in one.document.key

    def test_see_attached_counts_by_what_was_attached(self, program) -> None:
        """Attachment stubs are handled before anything is counted."""
        letter = ("letter.txt", "text/plain", b"Interpreters are what our clinic lacks most.")
        other = ("letter.txt", "text/plain", b"Our county has no oncologist within a day's drive.")
        one = receive(program, mail("Please see attached.", attach=letter)).submission
        two = receive(program, mail("Please see attached.", number=2, attach=other)).submission
        same = receive(program, mail("See attached.", number=3, attach=letter)).submission
        assert one.text_digest != two.text_digest
        assert same.same_as == one
        assert words(one) == []
        assert one.document.attachments.get().passages.get().text.startswith("Interpreters")

    def test_an_attachment_alone_that_cannot_be_read_is_held(self, program) -> None:
        bad = ("scan.pdf", "application/pdf", b"%PDF-1.4 broken")
        one = receive(program, mail("See attached.", attach=bad)).submission
        assert one.state == "held"
        assert {hold.reason for hold in one.holds.all()} == {"no-text", "attachment-only"}

    def test_a_logo_in_the_signature_holds_nothing(self, program) -> None:
        logo = ("logo.png", "image/png", b"\x89PNG")
        one = receive(program, mail("Rides are missing in our county.", attach=logo)).submission
        assert one.state == "screened"


class TestTheOtherChannels:
    def test_a_mailbox_brings_every_mail(self, program) -> None:
        box = b"".join(
            b"From a Mon\n" + mail(f"Distinct words number {n}.", number=n) + b"\n"
            for n in range(5)
        )
        told = take(program, "mailbox", box)
        assert (told.pieces, told.new, told.known, told.troubled) == (5, 5, 0, 0)
        again = take(program, "mailbox", box)
        assert (again.pieces, again.new, again.known) == (5, 0, 5)

    def test_a_mailbox_goes_by_when_our_server_took_it(self, program) -> None:
        """A Date that the sender wrote never decides; the topmost Received line is our own server's."""
        received = b"Received: from x by ours; Tue, 29 Sep 2026 23:59:00 -0400\nReceived: from y by x; Mon, 1 Jan 2001 00:00:00 +0000\n"
        take(program, "mailbox", b"From a\n" + received + mail("Rides."))
        one = Submission.objects.get()
        assert one.received_at == datetime(2026, 9, 30, 3, 59, tzinfo=UTC)

    def test_a_row_of_a_spreadsheet_is_a_submission(self, program) -> None:
        sheet = b"Organization,Comment,May we quote,Goals,Received\nExample Body,Rides are missing.,yes,4; NCP-5,2026-09-01 10:00\nOther Body,,,,\nThird,Words,,,\n"
        told = take(program, "spreadsheet", sheet, zone="America/New_York")
        assert (told.pieces, told.new) == (3, 2)
        assert [(one.place, one.code) for one in told.troubles] == [(3, "no-words")]
        one = Submission.objects.get(affiliation="Example Body")
        assert one.may_quote is True
        assert Submission.objects.get(affiliation="Third").may_quote is None
        assert one.received_at == datetime(2026, 9, 1, 14, tzinfo=UTC)
        assert sorted(one.goal_tags.values_list("code", flat=True)) == ["NCP-4", "NCP-5"]
        assert take(program, "spreadsheet", sheet, zone="America/New_York").new == 0

    def test_two_rows_alike_are_two_submissions_of_one_text(self, program) -> None:
        told = take(program, "spreadsheet", b"Name,Comment\nA,Same words here\nA,Same words here\n")
        assert told.new == 2
        assert queries.counts(Submission.objects.all()).texts == 1

    def test_a_chat_brings_what_was_said_to_everyone(self, program) -> None:
        chat = b"09:15:02 From  Ana Ruiz  to  Everyone:\n\tRides are missing.\n09:16:02 From Bob to Ana (Direct Message):\n\tPrivate words\n09:17:00 From Bob to Everyone : Interpreters too.\n"
        told = take(program, "chat", chat, zone="America/New_York")
        assert told.new == 2
        assert [one.code for one in told.troubles] == ["private"]
        assert not Passage.objects.filter(text__contains="Private").exists()
        one = Submission.objects.get(name="Ana Ruiz")
        assert one.received_at == datetime(2026, 9, 7, 13, 15, 2, tzinfo=UTC)

    def test_a_social_post_is_entered_by_a_person(self, program) -> None:
        """STK-2, STK-18: nothing is fetched; tests run without a network."""
        got = posts.record_post(
            program=program, text="Rides matter #PatientNavigation", posted_at=AT, received_at=AT,
            url="https://social.example/1", by="staff:1", at=AT,
        )  # fmt: skip
        assert got.submission.hashtags == ["#PatientNavigation"]
        assert got.submission.channel == "social-post"
        with pytest.raises(posts.NoPost):
            posts.record_post(
                program=program, text=" ", posted_at=AT, received_at=AT, by="s", at=AT
            )

    def test_a_letter_is_read_with_its_pages(self, program) -> None:
        told = take(program, "letter", b"First paragraph.\n\nSecond paragraph.", name="letter.txt")
        assert told.new == 1
        assert Submission.objects.get().channel == "letter"

    def test_all_channels_land_in_one_queue(self, program, staff, send) -> None:
        """STK-2"""
        send("By form.")
        receive(program, mail("By mail, other words."))
        take(program, "spreadsheet", b"Name,Comment\nA,By sheet\n")
        take(program, "chat", b"09:15 Ana: By chat\n09:16 Ana: Again by chat\n")
        page = queries.queue(staff, filters=queries.Filters())
        assert {line.submission.channel for line in page.lines} == {
            "form",
            "e-mail",
            "spreadsheet",
            "chat",
        }
        assert page.counts.submissions == 5


class TestWhatIsBad:
    """The issue's list: one clear sentence to the person, the rest goes in, nothing is lost."""

    def test_a_mailbox_cut_in_half(self, program) -> None:
        whole = mail("Whole words here.", number=1)
        parted = mail("Cut words.", number=2, attach=("a.txt", "text/plain", b"x" * 500))
        box = b"From a\n" + whole + b"\nFrom b\n" + parted
        told = take(program, "mailbox", box[: len(box) - 400])
        assert (told.pieces, told.new) == (2, 1)
        cut = told.troubles[0]
        assert cut.code == "cut"
        assert box[cut.place :].startswith(b"From b")
        assert take(program, "mailbox", box).new == 1

    def test_no_mailbox_at_all(self, program) -> None:
        with pytest.raises(files.UnreadableFile, match="no mailbox"):
            take(program, "mailbox", b"just some words\n")

    def test_a_mail_with_an_attachment_beyond_the_limit(self, program, monkeypatch) -> None:
        """200 MB in life; the same code with a limit that a test can afford."""
        monkeypatch.setattr("fairway.plan.intake.actions.arrive.MAX_BYTES", 20_000)
        big = ("huge.pdf", "application/pdf", b"%PDF-" + b"x" * 60_000)
        one = receive(program, mail("My words count.", attach=big)).submission
        assert words(one) == ["My words count."]
        stub = one.document.attachments.get()
        assert (stub.title, stub.problem) == ("huge.pdf", "too-large")
        assert stub.byte_count > 50_000
        assert [hold.rule for hold in one.holds.all()] == ["too-large"]

    def test_a_zip_bomb_is_never_unpacked(self, program) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", b"0" * 250_000_000)
        bomb = ("a.zip", "application/zip", packed.getvalue())
        one = receive(program, mail("My words count.", attach=bomb)).submission
        assert words(one) == ["My words count."]
        assert [(hold.reason, hold.rule) for hold in one.holds.all()] == [("unsafe-file", "bomb")]

    def test_files_in_an_archive_are_read(self, program) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("inner.txt", "Words inside an archive.")
        one = receive(
            program, mail("See attached.", attach=("a.zip", "application/zip", packed.getvalue()))
        ).submission
        assert one.state == "screened"
        assert Passage.objects.filter(text="Words inside an archive.").count() == 1

    def test_latin_1_under_a_false_header(self, program) -> None:
        raw = "From: José <jose@example.org>\nMessage-ID: <9@x>\nDate: the day after\nSubject: Navegación\nContent-Type: text/plain; charset=utf-8\n\nLa navegación es difícil.\n"
        one = receive(program, raw.encode("latin-1")).submission
        assert words(one) == ["La navegación es difícil."]
        assert one.subject == "Navegación"
        assert one.claims_sent_at is None

    def test_html_with_script(self, program) -> None:
        raw = b"From: a@example.org\nMessage-ID: <8@x>\nContent-Type: text/html\n\n<p>Rides <b>matter</b></p><script>alert('x')</script><style>p{}</style><img src=x onerror=alert(1)>"
        one = receive(program, raw).submission
        assert words(one) == ["Rides matter"]

    def test_right_to_left_words_stay_as_they_are(self, send) -> None:
        got = send("‏نحن بحاجة إلى مترجمين‏ \u202egnp.exe")
        said = words(got.submission)[0]
        assert "نحن بحاجة إلى مترجمين" in said
        assert "\u202e" not in said

    def test_a_spreadsheet_that_is_none(self, program) -> None:
        with pytest.raises(files.UnreadableFile, match="No column holds"):
            take(program, "spreadsheet", b"Colour,Size\nred,4\n")
        with pytest.raises(files.UnreadableFile, match=r"password|read here"):
            take(program, "spreadsheet", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100)
        with pytest.raises(files.UnreadableFile, match="no rows"):
            take(program, "spreadsheet", b"\n\n")

    def test_a_thousand_identical_letters(self, program) -> None:
        text = "Please fund rides for every patient who lives far from a cancer center in our state today."
        box = b"".join(b"From a\n" + mail(text, number=n) + b"\n" for n in range(1000))
        told = take(program, "mailbox", box)
        assert told.new == 1000
        found = queries.counts(Submission.objects.all())
        assert (found.submissions, found.texts, found.in_campaigns) == (1000, 1, 1000)
        said = Passage.objects.filter(document__submission__isnull=False).said()
        assert said.count() == 1

    def test_an_organization_under_two_spellings(self, send, staff) -> None:
        """STK-20: counted as two until a person says that they are one."""
        one = send("Words of one.", affiliation="Example Association for Research").submission
        send("Words of two.", affiliation="Example Association of Research")
        send("Words of three.", affiliation="The EXAMPLE Association for Research")
        assert queries.standing_counts(staff).organizations == 2
        actions.link_stakeholder(submission=one, name=one.affiliation, by="staff:1", at=AT)
        got = send("Words of four.", affiliation="example association for research")
        assert got.submission.stakeholder == one.stakeholder


def test_documents_are_as_received(send) -> None:
    got = send("Words.")
    assert got.submission.document.kind == Document.Kind.FORM
    assert got.submission.document.original.packed
