"""A comment from the public form to its status page, and back."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from fairway.base.models import AuditEntry
from fairway.plan.documents.models import Passage
from fairway.plan.goals.models import GoalTag
from fairway.plan.intake.models import Submission
from fairway.publishing.models import Knock
from fairway.publishing.queries.status import what_became
from fairway.publishing.rules.doors import LIMITS, Limit
from fairway.web.plan.pages import words as staff_words
from fairway.web.public import words
from fairway.web.public.comment import MAX_BYTES
from fairway.web.public.forms import MAX_WORDS
from tests.unit.publishing.conftest import House

FORM = "/public/nowhere/comment/"
WORDS = "Our volunteers drove ninety people to radiation last winter because the bus stops at the county line."  # fmt: skip


def said(**fields: Any) -> dict[str, Any]:
    return {
        "form_key": str(uuid4()), "goals": WORDS, "partners": "The library.", "progress": "Ninety rides.",
        "challenges": "No bus.", "goal_codes": ["NCP-4", "NCP-5"], "affiliation": "Example Riders",
        "name": "Rosa Rider", "email": "rosa@example.org", "may_quote": "yes", "may_name": "no",
    } | fields  # fmt: skip


def token_of(answer: Any) -> str:
    found = re.fullmatch(r"/comment/([^/]+)/receipt/", answer["Location"])
    assert found, answer["Location"]
    return found[1]


def test_a_comment_arrives_with_everything_that_was_said(house: House, client: Client) -> None:
    """STK-3: goals, partners, progress, challenges; affiliation; consent."""
    token = token_of(client.post(FORM, said(accommodation="Large print")))
    submission = Submission.objects.get()
    assert submission.program_id == house.site.program_id
    assert submission.channel == "form"
    assert (submission.affiliation, submission.name) == ("Example Riders", "Rosa Rider")
    assert (submission.may_quote, submission.may_name) == (True, False)
    assert submission.accommodation == "Large print"
    texts = list(Passage.objects.filter(document=submission.document).values_list("text", flat=True))  # fmt: skip
    assert WORDS in " ".join(texts)
    tags = GoalTag.objects.filter(submission=submission, origin="submitter")
    assert sorted(tags.values_list("code", flat=True)) == ["NCP-4", "NCP-5"]
    receipt = client.get(f"/comment/{token}/receipt/").content.decode()
    number = what_became(token, language="en").number  # type: ignore[union-attr]
    assert number in receipt
    assert f"http://testserver/comment/{token}/" in receipt


def test_a_missing_part_is_asked_for_once_and_then_let_go(house: House, client: Client) -> None:
    """STK-3: asked for, not blocked."""
    data = said(partners="", progress=" ")
    asked = client.post(FORM, data)
    text = asked.content.decode()
    assert asked.status_code == 200
    assert "You left some parts empty" in text
    assert "<li>Who works with you?</li>" in text
    assert "<li>How far have you come?</li>" in text
    assert "What stands in the way" not in text.split("You left some parts empty")[1].split("</ul>")[0]  # fmt: skip
    assert not Submission.objects.exists()
    assert 'name="asked"' in text
    assert client.post(FORM, data | {"asked": "on"}).status_code == 302
    assert Submission.objects.count() == 1


def test_consent_that_was_not_given_stays_unknown(house: House, client: Client) -> None:
    """DESIGN 2, rule 4."""
    client.post(FORM, said(may_quote="", may_name="", name="", email="", affiliation=""))
    submission = Submission.objects.get()
    assert (submission.may_quote, submission.may_name) == (None, None)
    assert submission.name == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"goals": "", "partners": "", "progress": "", "challenges": ""}, "Write something in at least one of the parts."),
        ({"email": "not an address"}, "This is no e-mail address."),
        ({"goals": "x" * (MAX_WORDS + 1)}, "longer than 20,000 characters"),
        ({"website": "https://spam.example"}, "A field that people do not see was filled in"),
        ({"goal_codes": ["NCP-99"]}, "NCP-99"),
        ({"form_key": "x"}, "There is something to correct"),
    ],
)  # fmt: skip
def test_what_is_to_correct_is_said_and_nothing_is_lost(
    house: House, client: Client, fields: dict[str, Any], words: str
) -> None:
    answer = client.post(FORM, said(**fields))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert words in text
    assert "Rosa Rider" in text
    assert not Submission.objects.exists()


def test_the_longest_comment_is_taken(house: House, client: Client) -> None:
    parts = {part: f"{part} " + "word " * ((MAX_WORDS - 20) // 5) for part in ("goals", "partners", "progress", "challenges")}  # fmt: skip
    assert client.post(FORM, said(**parts)).status_code == 302


def test_what_is_too_long_for_the_form_is_refused_with_another_way(house: House, client: Client) -> None:  # fmt: skip
    answer = client.post(FORM, said(comment="x" * MAX_BYTES))
    assert answer.status_code == 413
    assert b"plan@example.org" in answer.content
    assert not Submission.objects.exists()


def test_a_length_that_is_no_number_is_an_empty_form(house: House, client: Client) -> None:
    assert client.post(FORM, said(), CONTENT_LENGTH="abc").status_code == 200
    assert not Submission.objects.exists()


def test_a_browser_that_filled_the_trap_costs_one_more_click(house: House, client: Client) -> None:
    data = said(website="autofilled")
    text = " ".join(client.post(FORM, data).content.decode().split())
    assert 'name="website" tabindex="-1" autocomplete="off" value=""' in text
    assert client.post(FORM, data | {"website": ""}).status_code == 302


def test_sending_twice_is_one_comment(house: House, client: Client) -> None:
    data = said()
    assert client.post(FORM, data).status_code == 302
    again = client.post(FORM, data)
    assert again.status_code == 200
    assert b"Your comment is here already" in again.content
    assert Submission.objects.count() == 1


def test_no_cookie_is_needed_and_none_is_set_by_sending(house: House) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(FORM, said())
    assert answer.status_code == 302
    assert not answer.cookies


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://testserver", "sec-fetch-site": "same-origin"}, 302),
        ({}, 302),
    ],
)
def test_another_site_cannot_send_the_form(house: House, client: Client, headers: dict[str, str], status: int) -> None:  # fmt: skip
    assert client.post(FORM, said(), headers=headers).status_code == status


def test_a_flood_is_stopped_and_told_when_to_come_back(house: House, client: Client, monkeypatch: Any) -> None:  # fmt: skip
    was = LIMITS["comment"]
    monkeypatch.setitem(LIMITS, "comment", Limit(3, was.length, was.together))
    for _ in range(3):
        assert client.post(FORM, said()).status_code == 302
    refused = client.post(FORM, said())
    assert refused.status_code == 429
    assert b"You may go on from" in refused.content
    assert b"plan@example.org" in refused.content
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert Submission.objects.count() == 3
    # A question back costs nothing, and another house behind another address is let in.
    assert client.post(FORM, said(partners="")).status_code == 200
    assert client.post(FORM, said(), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_an_address_is_never_kept(house: House, client: Client) -> None:
    client.post(FORM, said(), REMOTE_ADDR="192.0.2.77")
    kept = " ".join(f"{one.door} {one.who}" for one in Knock.objects.all())
    assert "192.0.2" not in kept
    assert re.search(r"[0-9a-f]{64}", kept)


def test_a_closed_form_is_not_there(house: House, client: Client) -> None:
    house.site.takes_comments = False
    house.site.save()
    assert client.get(FORM).status_code == 404
    assert client.post(FORM, said()).status_code == 404
    assert b"comment/" not in client.get("/public/nowhere/").content


@pytest.mark.parametrize("page", ["", "receipt/", "withdraw/"])
def test_pages_by_token_are_kept_by_nobody(house: House, client: Client, page: str) -> None:
    """STK-5; PRV: not stored, not indexed, no referrer, nothing of what was said."""
    token = token_of(client.post(FORM, said()))
    answer = client.get(f"/comment/{token}/{page}")
    text = answer.content.decode()
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    for secret in ("Rosa", "rosa@", "Example Riders", "volunteers"):
        assert secret not in text
    assert '<html lang="es">' in client.get(f"/comment/{token}/{page}?language=es").content.decode()
    assert '<html lang="en">' in client.get(f"/comment/{token}/{page}?language=xx").content.decode()


def test_she_takes_it_back(house: House) -> None:
    """STK-24; asked once more, then gone; without cookies."""
    client = Client(enforce_csrf_checks=True)
    token = token_of(client.post(FORM, said()))
    assert b"This cannot be undone" in client.get(f"/comment/{token}/withdraw/").content
    assert Submission.objects.get().state != "withdrawn"
    assert client.post(f"/comment/{token}/withdraw/").status_code == 302
    submission = Submission.objects.get()
    assert submission.state == "withdrawn"
    assert submission.name == ""
    assert not Passage.objects.exclude(text="").exists()
    after = client.get(f"/comment/{token}/").content.decode()
    assert "You took this comment back" in after
    assert "Take the comment back" not in after
    assert client.post(f"/comment/{token}/withdraw/").status_code == 200


@pytest.mark.parametrize(
    "attack",
    ["<script>alert(1)</script> buses", "\u202egnol txet emos", "مرحبا نحن بحاجة إلى نقل", "a\x0bb c", "=cmd|' /C calc'!A0"],
)  # fmt: skip
def test_strange_words_are_taken_as_words(house: House, client: Client, attack: str) -> None:
    answer = client.post(FORM, said(comment=attack, name=attack[:100], partners=""))
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content
    assert client.post(FORM, said(comment=attack)).status_code == 302


def test_nothing_of_what_was_said_is_in_the_audit(house: House, client: Client) -> None:
    client.post(FORM, said())
    kept = " ".join(f"{one.verb} {one.by} {one.about} {one.detail}" for one in AuditEntry.objects.all())  # fmt: skip
    assert "submission.received" in kept
    for secret in ("Rosa", "rosa@", "Example Riders", "volunteers"):
        assert secret not in kept


def test_the_form_says_when_input_closes(house: House, client: Client) -> None:
    """STK-4: the edge and the zone are said."""
    from tests.factories.plan_intake import DeadlineFactory

    closes = datetime(2099, 9, 30, tzinfo=UTC).date()
    DeadlineFactory(program=house.site.program, label="The report of 2099", closes_on=closes, is_inclusive=False, time_zone="America/New_York")  # fmt: skip
    text = client.get(FORM).content.decode()
    assert "The report of 2099: what arrives before the beginning of Sept. 30, 2099 (America/New York)" in text  # fmt: skip


def test_every_code_has_its_words() -> None:
    from fairway.plan.reports.models import Recommendation
    from fairway.publishing.models import PageVersion, Release

    assert set(words.STEPS) == set(Submission.State)
    assert set(words.DEADLINES) == set(Submission.DeadlineClass)
    assert set(words.ADVICE) == set(Recommendation.State)
    assert set(staff_words.STATES) == set(PageVersion.State)
    assert set(staff_words.RELEASES) == set(Release.State)
    assert set(staff_words.STOPPED) == set(Release.Stopped)
