"""The permanent test: what somebody took back is gone from every table, index, report, page and export.

Each owner of a place where words are copied adds her part below: put the marker in, withdraw, look for it. The sweep
over all tables at the end needs no part of anybody: a new table is looked through by itself.
"""

import io
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
import zstandard
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from fairway.people.models import Role
from fairway.plan.documents.actions.corrections import correct
from fairway.plan.documents.models import Document, Original, Passage, Redaction
from fairway.plan.documents.queries.search import search
from fairway.plan.efforts import jobs as efforts
from fairway.plan.efforts.models import Activity
from fairway.plan.intake import actions, queries
from fairway.plan.intake.models import Campaign, Submission
from fairway.plan.stakeholders.actions import add_alias
from fairway.plan.stakeholders.models import Stakeholder
from fairway.publishing.actions.withdraw import withdraw_submission
from tests.factories.people import ProgramFactory, StaffFactory
from tests.factories.plan_efforts import ActivityFactory

AT = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)
# No such word stands anywhere else.
MARKER = "zyxwombatquill"
WORDS = (
    f"Our {MARKER} clinic needs rides for patients from the far valley. "
    f"I was diagnosed with leukemia in May near {MARKER}."
)


@pytest.fixture
def program(db: None) -> Any:
    return ProgramFactory(name="Example Plan Program")


@pytest.fixture
def staff(program: Any) -> Any:
    return StaffFactory(program=program, role=Role.PLAN_STAFF)


@pytest.fixture
def mailed(program: Any) -> actions.Received:
    """A mail with the marker in every part that a mail has."""
    mail = EmailMessage()
    mail["From"] = f"Ana {MARKER} <ana@{MARKER}.example>"
    mail["Subject"] = f"About {MARKER}"
    mail["Message-ID"] = f"<1@{MARKER}.example>"
    mail.set_content(WORDS)
    mail.add_attachment(
        f"The letter says {MARKER} too.".encode(), maintype="text", subtype="plain",
        filename=f"{MARKER}.txt",
    )  # fmt: skip
    return actions.receive(
        program=program, channel="e-mail", content=mail.as_bytes(), media_type="message/rfc822",
        received_at=AT, by="staff:1", at=AT,
    )  # fmt: skip


@pytest.fixture
def filled_in(program: Any) -> actions.Received:
    """A form with the marker in every field."""
    texts = ("goals", "partners", "progress", "challenges", "comment", "subject", "name", "address", "affiliation", "accommodation")  # fmt: skip
    form = actions.FormInput(
        **{name: f"{MARKER} in {name}" for name in texts},
        email=f"a@{MARKER}.example", phone=f"{MARKER}", post_url=f"https://{MARKER}.example/1",
        hashtags=(f"#{MARKER}",), goal_codes=("NCP-4",), may_quote=True, may_name=True,
    )  # fmt: skip
    return actions.receive(
        program=program, channel="form", form=form, received_at=AT, by="public", at=AT
    )


def places_of(marker: str) -> Iterator[str]:
    """Every place in the database that still holds the marker, packed bytes unpacked."""
    ours = (apps.get_app_config(label) for label in ("base", "people", "plan", "publishing"))
    for model in (model for config in ours for model in config.get_models()):
        for row in model._default_manager.all():
            for field in model._meta.concrete_fields:
                if marker in _as_text(getattr(row, field.attname), field):
                    yield f"{model.__name__}.{field.name}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM plan_words")
        for (words,) in cursor.fetchall():
            if marker in str(words):
                yield "plan_words"


def _as_text(value: Any, field: Any) -> str:
    if isinstance(field, models.BinaryField) and value:
        raw = bytes(value)
        # What was not packed is looked through as it is.
        with suppress(zstandard.ZstdError):
            raw = zstandard.decompress(raw)
        return raw.decode("utf-8", "replace").casefold()
    if isinstance(field, models.JSONField):
        return json.dumps(value).casefold()
    return str(value).casefold()


@pytest.fixture(params=["mailed", "filled_in"])
def received(request: pytest.FixtureRequest) -> actions.Received:
    return request.getfixturevalue(request.param)


class TestEverywhere:
    def test_no_table_and_no_index_holds_a_word_of_it(self, received) -> None:
        assert set(places_of(MARKER)) >= {"Passage.text", "Original.packed", "plan_words"}
        actions.withdraw(submission=received.submission, by="staff:1", at=AT)
        assert set(places_of(MARKER)) == set()

    def test_not_even_what_was_redacted(self, mailed) -> None:
        hold = mailed.submission.holds.first()
        actions.decide(hold=hold, decision="redacted", by="staff:1", at=AT)
        assert "Redaction.sealed_text" in set(places_of(MARKER))
        actions.withdraw(submission=mailed.submission, by="staff:1", at=AT)
        assert set(places_of(MARKER)) == set()
        assert Redaction.objects.get().sealed_text == ""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its files to itself")
def test_erased_words_are_not_in_the_file_of_the_database_either(db, tmp_path) -> None:
    """SQLite by itself leaves them in free pages; short words stand in a row, long ones in pages of their own."""
    path = tmp_path / "scratch.sqlite3"
    ours = connections[DEFAULT_DB_ALIAS]
    scratch = type(ours)({**ours.settings_dict, "NAME": path}, alias="scratch")
    with scratch.cursor() as cursor:
        cursor.execute("CREATE TABLE words (id integer PRIMARY KEY, text text)")
        for text in (MARKER, f"{MARKER} " * 3000):
            cursor.execute("INSERT INTO words (text) VALUES (%s)", [text])
            cursor.execute("INSERT INTO words (text) VALUES (%s)", [text])
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        assert MARKER.encode() in path.read_bytes()
        cursor.execute("UPDATE words SET text = '' WHERE id IN (1, 3)")
        cursor.execute("DELETE FROM words WHERE id IN (2, 4)")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    scratch.close()
    assert MARKER.encode() not in path.read_bytes()


class TestDocuments:
    def test_originals_attachments_and_search_rows_are_gone(self, mailed, staff) -> None:
        assert len(search(staff, words=MARKER).hits) >= 2
        actions.withdraw(submission=mailed.submission, by="staff:1", at=AT)
        assert not search(staff, words=MARKER).hits
        assert Original.objects.count() == 0
        assert Document.objects.filter(withdrawn_at=None).count() == 0
        assert set(Passage.objects.values_list("text", flat=True)) == {""}

    @pytest.mark.parametrize("has_passage", [True, False])
    def test_what_was_corrected_in_it_is_gone(self, filled_in, has_passage) -> None:
        document = filled_in.submission.document
        passage = document.passages.first() if has_passage else None
        said = {name: f"{MARKER} {name}" for name in ("after", "reason", "source")}
        correct(
            program=document.program, key="one", document=document, passage=passage, before=MARKER,
            by="staff:1", at=AT, **said,
        )  # fmt: skip
        actions.withdraw(submission=filled_in.submission, by="staff:1", at=AT)
        assert set(places_of(MARKER)) == set()

    def test_the_rows_stay_so_that_counts_can_say_so(self, mailed) -> None:
        before = Passage.objects.count()
        actions.withdraw(submission=mailed.submission, by="staff:1", at=AT)
        assert Passage.objects.count() == before


class TestEfforts:
    """STK-12: the map repeats no word of what was taken back."""

    @pytest.mark.parametrize("by_what", ["submission", "passage"])
    def test_an_activity_that_came_from_it_says_nothing_more(
        self, filled_in, staff, by_what
    ) -> None:
        submission = filled_in.submission
        said = dict.fromkeys(("title", "summary", "partners", "progress", "challenges", "source"), MARKER)  # fmt: skip
        source = {
            "submission": {"submission": submission},
            "passage": {"passage": submission.document.passages.first()},
        }[by_what]
        other = ActivityFactory(program=submission.program, title="Another")
        ActivityFactory(program=submission.program, **said, **source)
        withdraw_submission(submission=submission, by="staff:1", at=AT)
        assert set(places_of(MARKER)) == set()
        assert efforts.forget_withdrawn(at=AT) == 0
        assert list(Activity.objects.visible_to(staff).standing()) == [other]
        other.refresh_from_db()
        assert other.title == "Another"


class TestIntake:
    def test_she_takes_it_back_with_her_token_and_sees_that_it_is_gone(self, filled_in) -> None:
        actions.withdraw_by_token(token=filled_in.token, at=AT)
        standing = queries.status_of(filled_in.token)
        assert standing is not None
        assert standing.is_withdrawn
        assert [step.state for step in standing.steps][-1] == "withdrawn"
        with pytest.raises(actions.UnknownToken):
            actions.withdraw_by_token(token="another", at=AT)

    def test_twice_is_once(self, filled_in) -> None:
        actions.withdraw(submission=filled_in.submission, by="staff:1", at=AT)
        actions.withdraw(submission=filled_in.submission, by="staff:2", at=AT)
        assert filled_in.submission.steps.filter(state="withdrawn").count() == 1

    def test_it_counts_no_more(self, filled_in, staff) -> None:
        assert queries.standing_counts(staff).submissions == 1
        actions.withdraw(submission=filled_in.submission, by="staff:1", at=AT)
        found = queries.standing_counts(staff)
        assert (found.submissions, found.texts, found.organizations) == (0, 0, 0)
        assert queries.queue(staff, filters=queries.Filters()).lines == ()

    def test_what_staff_wrote_beside_a_move_goes_too(self, filled_in) -> None:
        actions.move(submission=_free(filled_in), to="considered", by="staff:1", at=AT)
        actions.move(
            submission=filled_in.submission, to="not-used", reason=f"Speaks of {MARKER}.", by="staff:1", at=AT
        )  # fmt: skip
        actions.withdraw(submission=filled_in.submission, by="staff:1", at=AT)
        assert set(places_of(MARKER)) == set()

    def test_sending_the_file_again_does_not_bring_it_back(self, program) -> None:
        sheet = f"Name,Comment\nA,{MARKER} words\n".encode()

        def take() -> actions.FileOutcome:
            facts = actions.FileFacts(kind=actions.FileKind.SPREADSHEET, received_at=AT)
            return actions.receive_file(
                program=program, stream=io.BytesIO(sheet), facts=facts, by="staff:1", at=AT
            )

        take()
        actions.withdraw(submission=Submission.objects.get(), by="staff:1", at=AT)
        assert (take().new, take().known) == (0, 1)
        assert set(places_of(MARKER)) == set()

    def test_a_mail_sent_again_does_not_bring_it_back(self, program, mailed) -> None:
        raw = zstandard.decompress(bytes(mailed.submission.document.original.packed))
        actions.withdraw(submission=mailed.submission, by="staff:1", at=AT)
        again = actions.receive(
            program=program, channel="e-mail", content=raw, media_type="message/rfc822",
            received_at=AT, by="staff:1", at=AT,
        )  # fmt: skip
        assert not again.is_new
        assert set(places_of(MARKER)) == set()

    def test_a_form_that_she_corrects_and_sends_again_counts(self, program) -> None:
        """Withdrawn, back in the browser, corrected, sent: the same form's key, and nothing of it may be lost."""

        def post(words: str) -> actions.Received:
            return actions.receive(
                program=program, channel="form", form=actions.FormInput(comment=words), key="form:one",
                received_at=AT, by="public", at=AT,
            )  # fmt: skip

        actions.withdraw(submission=post(f"{MARKER} words").submission, by="submitter", at=AT)
        corrected = post("Corrected words.")
        assert corrected.is_new
        assert not post("Corrected words.").is_new
        actions.withdraw(submission=corrected.submission, by="submitter", at=AT)
        assert post("Corrected words.").is_new
        assert Submission.objects.standing().count() == 1
        assert set(places_of(MARKER)) == set()

    def test_the_stakeholder_made_from_her_name_goes_with_it(self, filled_in) -> None:
        submission = filled_in.submission
        actions.link_stakeholder(submission=submission, name=f"Ana {MARKER}", by="staff:1", at=AT)
        assert {"Stakeholder.name", "Alias.name"} <= set(places_of(MARKER))
        actions.withdraw(submission=submission, by="staff:1", at=AT)
        assert set(places_of(MARKER)) == set()
        assert not Stakeholder.objects.exists()

    @pytest.mark.parametrize("by_what", ["submission", "alias", "activity"])
    def test_a_stakeholder_on_whom_anything_else_stands_stays(self, program, by_what) -> None:
        one, other = _say(program, "First words."), _say(program, "Other words.")
        actions.link_stakeholder(submission=one, name="Example Riders", by="staff:1", at=AT)
        body = Stakeholder.objects.get()
        if by_what == "submission":
            actions.link_stakeholder(submission=other, stakeholder=body, by="staff:1", at=AT)
        elif by_what == "alias":
            add_alias(stakeholder=body, name="The Riders", by="staff:1", at=AT)
        else:
            ActivityFactory(program=program, stakeholder=body)
        actions.withdraw(submission=one, by="staff:1", at=AT)
        assert list(Stakeholder.objects.all()) == [body]
        assert set(body.aliases.values_list("source", flat=True)) == {""}

    def test_others_who_sent_the_same_words_still_said_them(self, program, staff) -> None:
        made = [_say(program, f"The {MARKER} words are the same.") for _ in range(3)]
        actions.withdraw(submission=made[0], by="staff:1", at=AT)
        for one in made[1:]:
            one.refresh_from_db()
        assert made[1].same_as is None
        assert made[2].same_as == made[1]
        found = queries.standing_counts(staff)
        assert (found.submissions, found.texts) == (2, 1)

    def test_the_template_of_a_campaign_speaks_on_through_another_letter(self, program) -> None:
        text = "Please fund rides for every patient who lives far from a cancer center in our own state."
        made = [_say(program, f"{text} I am writer number {n}.") for n in range(4)]
        actions.group_campaigns(program=program, at=AT)
        campaign = Campaign.objects.get()
        first = campaign.medoid
        actions.withdraw(submission=first, by="staff:1", at=AT)
        campaign.refresh_from_db()
        assert campaign.medoid in made
        assert campaign.medoid != first
        said = Passage.objects.said().filter(text__contains="fund rides")
        assert [one.document_id for one in said] == [campaign.medoid.document_id]


def _say(program: Any, words: str) -> Submission:
    return actions.receive(
        program=program, channel="form", form=actions.FormInput(comment=words), received_at=AT,
        by="public", at=AT,
    ).submission  # fmt: skip


def _free(received: actions.Received) -> Submission:
    """Past whatever held it."""
    for hold in received.submission.holds.filter(decided_at=None):
        actions.decide(hold=hold, decision="released", by="staff:1", at=AT)
    received.submission.refresh_from_db()
    return received.submission
