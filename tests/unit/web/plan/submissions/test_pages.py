"""The pages of intake, as plan staff use them; HTML only."""

import csv
import io
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fairway.base import jobs
from fairway.people.models import Role
from fairway.plan.intake import actions
from fairway.plan.intake.definitions import columns as column_names
from fairway.plan.intake.jobs import works
from fairway.plan.intake.models import Campaign, Deadline, Hold, Submission
from fairway.plan.intake.rules import PARTS, moves
from fairway.web.plan.submissions import words
from fairway.web.plan.submissions.presenters import marked
from tests.factories.people import ProgramFactory, StaffFactory

NOW = datetime(2026, 9, 7, 16, 0, tzinfo=UTC)
SIGN_IN = "django.contrib.auth.backends.ModelBackend"
STORY = "We need rides. I was diagnosed with leukemia in May."


@pytest.fixture
def program(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Any:
    cache.clear()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    settings.MEDIA_ROOT = tmp_path
    return ProgramFactory(name="Example Plan Program", time_zone="America/New_York")


@pytest.fixture
def client(program: Any) -> Client:
    return _signed_in(StaffFactory(program=program, role=Role.PLAN_STAFF))


def _signed_in(staff: Any) -> Client:
    made = Client()
    made.force_login(staff.user, backend=SIGN_IN)
    return made


@pytest.fixture
def send(program: Any) -> Any:
    def by_form(comment: str, **fields: Any) -> Submission:
        form = actions.FormInput(comment=comment, **fields)
        return actions.receive(
            program=program, channel="form", form=form, received_at=NOW, by="public", at=NOW
        ).submission

    return by_form


def at(one: Submission, *more: str) -> str:
    return "/".join(["/plan/submissions", str(one.public_id), *more, ""])


class TestTheQueue:
    def test_the_three_numbers_stand_together(self, client, send) -> None:
        """Counts are always submissions, distinct texts and distinct organizations."""
        send("The same words.", affiliation="Example Body")
        send("the same words", affiliation="Other Body")
        page = client.get("/plan/submissions/").text
        assert "2 submissions, 1 distinct text, 2 organizations" in page

    def test_filters_and_nonsense(self, client, send) -> None:
        send("Words of the form.", goal_codes=("NCP-4",))
        assert "Words of the form." in client.get("/plan/submissions/?goal=NCP-4").text
        assert "No submission fits" in client.get("/plan/submissions/?state=spam").text
        assert "Words of the form." in client.get("/plan/submissions/?state=nonsense&after=x|y").text  # fmt: skip

    def test_no_script_and_no_markup_of_others_gets_through(self, client, send) -> None:
        one = send("Rides <script>alert(1)</script> <b>matter</b>", affiliation="<i>x</i>")
        for page in ("/plan/submissions/", at(one)):
            text = client.get(page).text
            assert "<script>alert" not in text
            assert "<b>matter" not in text
            assert "<i>x" not in text

    def test_many_are_moved_at_once(self, client, send) -> None:
        some = [send(f"Words {n}.") for n in range(2)]
        held = send(STORY)
        ids = [str(one.public_id) for one in (*some, held)]
        page = client.post("/plan/submissions/move/", {"submission": ids, "to": "considered"}, follow=True).text  # fmt: skip
        assert "2 moved." in page
        assert "1 stayed" in page
        assert Submission.objects.filter(state="considered").count() == 2
        page = client.post("/plan/submissions/move/", {"to": "considered"}, follow=True).text
        assert "Choose the submissions" in page


class TestOne:
    def test_its_words_stand_by_part(self, client, send) -> None:
        one = send("Anything else.", goals="We run rides.", challenges="Snow.", may_quote=False)
        page = client.get(at(one)).text
        for word in ("What they do toward the goals", "We run rides.", "Snow.", "Partners"):
            assert word in page
        assert "Not asked" in page

    def test_a_story_in_the_subject_is_shown_and_released(self, client, send) -> None:
        """STK-6: a subject has no words to mark; it is read as a whole."""
        one = send("We need rides.", subject="I was diagnosed with leukemia in May")
        page = client.get(at(one)).text
        assert "I was diagnosed with leukemia in May" in page
        assert "speaks of her own diagnosis" in page
        where = f"/plan/submissions/holds/{one.holds.get().public_id}/"
        assert client.post(where, {"decision": "redacted"}).status_code == 409
        client.post(where, {"decision": "released"})
        one.refresh_from_db()
        assert one.state == "screened"

    def test_what_is_held_is_marked_and_decided(self, client, send, program) -> None:
        """STK-6"""
        one = send(STORY)
        page = client.get(at(one)).text
        assert "<mark>I was diagnosed with leukemia in May.</mark>" in page
        assert "speaks of her own diagnosis" in page
        hold = one.holds.get()
        where = f"/plan/submissions/holds/{hold.public_id}/"
        assert client.post(where, {"decision": "burn"}).status_code == 409
        page = client.post(where, {"decision": "redacted"}, follow=True).text
        assert "leukemia" not in page
        assert "Words taken out" in page
        assert client.post(where, {"decision": "released"}).status_code == 409
        assert "administrator" in client.post(where, {"decision": "undo"}).text
        keeper = _signed_in(StaffFactory(program=program, role=Role.ADMINISTRATOR))
        assert "leukemia" in keeper.post(where, {"decision": "undo"}, follow=True).text

    def test_deeds(self, client, send) -> None:
        one = send("Doctor Zed called.", affiliation="Example Coalition of Nowhere County")
        client.post(at(one, "tag"), {"codes": ["NCP-4", "NCP-5"]})
        client.post(at(one, "link"), {"name": "Example Coalition of Nowhere County"})
        passage = one.document.passages.get()
        client.post(at(one, "redact"), {"passage": passage.public_id, "words": "Zed"})
        client.post(at(one, "acknowledged"))
        one.refresh_from_db()
        assert one.stakeholder.name == "Example Coalition of Nowhere County"
        assert one.state == "tagged"
        page = client.get(at(one)).text
        assert "Zed" not in page
        assert "NCP-5" in page
        assert client.post(at(one, "move"), {"to": "considered"}).status_code == 302
        refused = client.post(at(one, "move"), {"to": "not-used"})
        assert refused.status_code == 409
        assert "Say why" in refused.text
        client.post(at(one, "move"), {"to": "not-used", "reason": "Outside the topic."})
        client.post(at(one, "undo"))
        one.refresh_from_db()
        assert one.state == "considered"
        assert client.post(at(one, "nonsense")).status_code == 409

    def test_the_acknowledgment_is_shown_once_and_not_sent(self, client, send, mailoutbox) -> None:
        """STK-5, STK-23"""
        one = send("The rides that we need are not there.", email="ana@example.org", language="es")
        answer = client.post(at(one, "acknowledgment"))
        assert "ana@example.org" in answer.text
        assert "/comment/" in answer.text
        assert "Gracias." in answer.text
        assert answer["Cache-Control"] == "no-store, private"
        assert mailoutbox == []

    def test_withdrawing_is_asked_once_more(self, client, send) -> None:
        one = send("Zebra words.", email="quagga@example.org")
        assert "Withdraw it for good?" in client.get(at(one, "withdraw")).text
        one.refresh_from_db()
        assert one.state == "screened"
        page = client.post(at(one, "withdraw"), follow=True).text
        assert "Zebra" not in page
        assert "quagga" not in page
        assert client.post(at(one, "acknowledgment")).status_code == 409


class TestFiles:
    def bring(self, client: Client, kind: str, name: str, content: bytes, **more: str) -> Any:
        file = SimpleUploadedFile(name, content)
        data = {"kind": kind, "file": file, "received_at": "2026-09-07 10:00", "zone": "America/New_York"}  # fmt: skip
        return client.post("/plan/submissions/files/", data | more, follow=True)

    def work(self) -> None:
        assert jobs.work_once(works(timezone.now), clock=timezone.now)

    def test_a_mailbox_becomes_a_job_and_the_job_a_summary(self, client, tmp_path) -> None:
        mail = b"From a\nMessage-ID: <1@x>\nSubject: One\n\nRides are missing here.\n\nFrom b\nMessage-ID: <2@x>\nContent-Type: multipart/mixed; boundary=z\n\n--z\n\nhalf"
        page = self.bring(client, "mailbox", "Ana Ruiz.mbox", mail)
        assert "Waiting to begin" in page.text
        self.work()
        page = client.get(page.redirect_chain[-1][0]).text
        assert "ends within this mail" in page
        assert Submission.objects.count() == 1
        assert list((tmp_path / "uploads").iterdir()) == []
        assert "Ana" not in str(list(jobs.Job.objects.values()))

    def test_a_spreadsheet_shows_its_columns_first(self, client) -> None:
        sheet = "What is it,Who\nRides are missing here.,Example Body\nInterpreters too.,Other Body\n"  # fmt: skip
        page = self.bring(client, "spreadsheet", "a.csv", sheet.encode())
        assert "Nothing has come in yet" in page.text
        assert "No column is said to hold" in page.text
        assert "Rides are missing here." in page.text
        facts = page.context["facts"]
        again = client.post("/plan/submissions/files/columns/", {"facts": facts, "c0": "", "c1": ""})  # fmt: skip
        assert "No column is said to hold" in again.text
        client.post("/plan/submissions/files/columns/", {"facts": facts, "c0": "comment", "c1": "affiliation"})  # fmt: skip
        self.work()
        assert set(Submission.objects.values_list("affiliation", flat=True)) == {"Example Body", "Other Body"}  # fmt: skip

    def test_a_file_of_another_program_cannot_be_had_by_its_facts(self, client) -> None:
        page = self.bring(client, "spreadsheet", "a.csv", b"Comment\nRides\nMore\n")
        stranger = _signed_in(StaffFactory(role=Role.PLAN_STAFF))
        where = "/plan/submissions/files/columns/"
        assert stranger.post(where, {"facts": page.context["facts"], "c0": "comment"}).status_code == 404  # fmt: skip
        assert client.post(where, {"facts": "forged"}).status_code == 302

    @pytest.mark.parametrize(
        ("kind", "name", "content", "sentence"),
        [
            ("mailbox", "a.mbox", b"no mail", "This is no mailbox"),
            ("chat", "a.txt", b"just words", "This is no chat"),
        ],
    )
    def test_what_cannot_be_read_is_said_in_a_sentence(
        self, client, tmp_path, kind, name, content, sentence
    ) -> None:
        page = self.bring(client, kind, name, content)
        self.work()
        assert sentence in client.get(page.redirect_chain[-1][0]).text
        assert list((tmp_path / "uploads").iterdir()) == []

    def test_a_spreadsheet_with_a_password(self, client) -> None:
        locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
        assert "has a password" in self.bring(client, "spreadsheet", "a.xlsx", locked).text

    def test_too_large_for_a_page(self, client, settings) -> None:
        settings.UPLOAD_LIMIT_BYTES = 10
        page = self.bring(client, "mail", "a.eml", b"x" * 11)
        assert "larger than 0 MB" in page.text
        assert not jobs.Job.objects.exists()

    def test_a_time_is_of_the_place_that_was_said(self, client) -> None:
        self.bring(client, "chat", "a.txt", b"09:15 Ana: Rides\n09:16 Ana: More\n", zone="America/Los_Angeles")  # fmt: skip
        self.work()
        first = Submission.objects.order_by("received_at").first()
        assert first.received_at == datetime(2026, 9, 7, 9, 15, tzinfo=ZoneInfo("America/Los_Angeles"))  # fmt: skip

    def test_a_post_is_entered(self, client) -> None:
        said = {"text": "Rides #PatientNavigation", "posted_at": "2026-09-07 10:00", "url": "https://social.example/1"}  # fmt: skip
        page = client.post("/plan/submissions/post/", said, follow=True).text
        assert "#PatientNavigation" in page
        assert "no tag of the series on that day" in page
        assert "here already" in client.post("/plan/submissions/post/", said, follow=True).text
        assert client.post("/plan/submissions/post/", {}).status_code == 200


class TestRounds:
    def test_a_deadline_is_set_and_classes_again(self, client, send) -> None:
        """STK-4"""
        one = send("Words.")
        said = {"label": "Report", "key": "report", "closes_on": "2026-09-06", "edge": "inclusive", "zone": "America/New_York"}  # fmt: skip
        page = client.post("/plan/submissions/deadlines/", said, follow=True).text
        assert "at the end of Sept. 6, 2026" in page
        deadline = Deadline.objects.get()
        page = client.post(f"/plan/submissions/deadlines/{deadline.public_id}/", follow=True).text
        assert "1 is classed another way now." in page
        one.refresh_from_db()
        assert one.deadline_class == "future-reports"
        assert client.post("/plan/submissions/deadlines/", {}).status_code == 200
        for day, count in (("2201-01-01", 1), ("9999-12-31", 1), ("2200-12-31", 2)):
            client.post("/plan/submissions/deadlines/", said | {"key": "far", "closes_on": day})
            assert Deadline.objects.count() == count
        client.post("/plan/submissions/deadlines/", said | {"edge": "exclusive"})
        assert "before Sept. 6, 2026 begins" in client.get("/plan/submissions/deadlines/").text

    def test_campaigns_are_grouped_named_and_left(self, client, send) -> None:
        text = "Please fund rides for every patient who lives far from a cancer center in our own state."
        made = [send(f"{text} Zebra number {n} is mine.") for n in range(4)]
        assert "No campaign" in client.get("/plan/submissions/campaigns/").text
        client.post("/plan/submissions/campaigns/group/")
        campaign = Campaign.objects.get()
        where = f"/plan/submissions/campaigns/{campaign.public_id}/"
        assert "Zebra number" in client.get(where).text
        client.post(where, {"label": "Rides for all"})
        assert "Rides for all" in client.get("/plan/submissions/campaigns/").text
        one = next(one for one in made if one.pk != campaign.medoid_id)
        client.post(at(one, "take-out"))
        assert "It may be a campaign letter after all" in client.get(at(one)).text
        client.post(at(one, "put-back"))
        one.refresh_from_db()
        assert not one.stands_alone


class TestExport:
    def test_a_file_that_runs_nothing_and_carries_the_disclaimer(self, client, send) -> None:
        """STK-17; OWASP, CSV injection."""
        send("=HYPERLINK(1) words", affiliation="+Example Body")
        send(STORY)
        answer = client.get("/plan/submissions/export/?as=csv")
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert "not affiliated with any government" in text
        assert "leukemia" not in text
        cells = [cell for row in rows for cell in row]
        assert "'=HYPERLINK(1) words" in cells
        assert "'+Example Body" in cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
        book = openpyxl.load_workbook(io.BytesIO(client.get("/plan/submissions/export/?as=xlsx").content))  # fmt: skip
        assert [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)][1] == rows[1]  # fmt: skip
        book.close()


class TestWords:
    def test_every_code_has_its_words(self) -> None:
        assert words.STATES.keys() == set(Submission.State.values)
        assert words.CHANNELS.keys() == set(Submission.Channel.values)
        assert words.CLASSES.keys() == set(Submission.DeadlineClass.values)
        assert words.HOLDS.keys() == set(Hold.Reason.values)
        assert words.DECISIONS.keys() == set(Hold.Decision.values)
        assert words.MOVES.keys() == {str(one) for one in moves.BY_HAND}
        assert words.PARTS.keys() == set(PARTS)
        assert words.FIELDS.keys() == column_names().names.keys()
        assert words.FILE_KINDS.keys() == {str(one) for one in actions.FileKind}

    @pytest.mark.parametrize(
        ("marks", "expected"),
        [
            ([], [("abcdef", False)]),
            ([(1, 3)], [("a", False), ("bc", True), ("def", False)]),
            ([(0, 6)], [("abcdef", True)]),
            ([(1, 4), (2, 9)], [("a", False), ("b", True), ("cd", True), ("ef", True)]),
        ],
    )
    def test_marks_in_a_text(self, marks, expected) -> None:
        assert [(one.text, one.is_marked) for one in marked("abcdef", marks)] == expected


def test_the_pages_are_in_spanish_too(client, send, program) -> None:
    one = send("Palabras.")
    client.cookies["django_language"] = "es"
    for where in ("/plan/submissions/", at(one), "/plan/submissions/files/"):
        assert 'lang="es"' in client.get(where).text
