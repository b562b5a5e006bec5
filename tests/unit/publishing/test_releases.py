"""Releases: frozen, signed off, stopped, issued again; and gone when what they rest on is withdrawn (permanent)."""

import hashlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import BadZipFile, ZipFile

import pytest
from django.test import Client

from fairway.plan.documents.models import Original, Passage
from fairway.plan.intake.actions.holds import redact_words
from fairway.plan.intake.actions.moves import move as move_submission
from fairway.plan.intake.actions.withdraw import withdraw
from fairway.plan.intake.models import Submission
from fairway.plan.reports import actions as reports
from fairway.plan.reports.build import build
from fairway.plan.reports.build.deliver import deliver
from fairway.plan.themes import actions as themes
from fairway.publishing import jobs
from fairway.publishing.actions.exports import export
from fairway.publishing.actions.input import FormInput, take_comment
from fairway.publishing.actions.releases import (
    NotReleased,
    issue_again,
    release_pages,
    release_report,
    sign_release,
    stop_release,
)
from fairway.publishing.actions.withdraw import withdraw_submission
from fairway.publishing.models import Export, PageVersion, Release
from fairway.publishing.queries import pages, releases
from fairway.publishing.queries.status import what_became
from fairway.publishing.queries.written import files_of
from tests.unit.publishing.conftest import AT, House

HERS = "Ninety riders from the upper valley reached their radiation because volunteers drove them every winter morning."  # fmt: skip
OTHERS = "Buses stop at the county line so our patients miss their infusion visits whenever no neighbor can drive."  # fmt: skip
LATER = AT + timedelta(days=1)


def send(house: House, words: str, name: str) -> tuple[Submission, str]:
    form = FormInput(goals=words, name=name, affiliation=f"{name} of Nowhere", may_quote=True, may_name=True, goal_codes=("NCP-5",))  # fmt: skip
    receipt = take_comment(site=house.site, form=form, form_key=uuid4(), at=AT)
    submission = Submission.objects.latest("pk")
    move_submission(submission=submission, to="tagged", by=house.author.actor, at=AT)
    return submission, receipt.token


@pytest.fixture
def story(house: House) -> Any:
    """Two comments in one theme, one quoted in a report that was released."""

    class Story:
        pass

    told = Story()
    told.hers, told.token = send(house, HERS, "Rosa Rider")
    told.others, told.other_token = send(house, OTHERS, "Olga Other")
    passage = Passage.objects.get(text=HERS)
    other = Passage.objects.get(text=OTHERS)
    told.theme = themes.make_theme(
        name="Rides to treatment", by=house.author, at=AT, passage_ids=[passage.public_id, other.public_id]
    )  # fmt: skip
    themes.accept(theme_id=told.theme.public_id, by=house.author, at=AT)
    told.report = reports.start_report(title="The year in Nowhere", by=house.author, at=AT)
    section = reports.add_section(
        report_id=told.report.public_id, kind="theme", heading="Rides", by=house.author, at=AT, theme_id=told.theme.public_id
    )  # fmt: skip
    reports.quote(
        section_id=section.public_id, passage_id=passage.public_id, start=0, end=len(HERS), by=house.author, at=AT
    )  # fmt: skip
    reports.write_sentence(
        section_id=section.public_id, text="Transport decides who is treated.", by=house.author, at=AT,
        passage_ids=[other.public_id],
    )  # fmt: skip
    deliver(report_id=told.report.public_id, on=AT.date(), by=house.author, at=AT)
    told.report.refresh_from_db()
    told.release = release_report(site=house.site, report=told.report, by=house.author.actor, at=AT)
    sign_release(release=told.release, by=house.colleague.actor, at=AT)
    return told


def text_of(content: bytes) -> str:
    """Whatever can be read of a file, also inside Office files."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            return " ".join(packed.read(name).decode(errors="replace") for name in packed.namelist())  # fmt: skip
    except BadZipFile:
        return content.decode(errors="replace")


def test_a_release_is_frozen_with_checksums(house: House, story: Any) -> None:
    release = story.release
    files = {one.name: bytes(one.content) for one in release.files.all()}
    assert {"report.html", "report.pdf", "report.docx", "submissions.csv"} <= files.keys()
    for one in release.files.all():
        assert one.digest == hashlib.sha256(files[one.name]).hexdigest()
        assert one.byte_count == len(files[one.name])
    sums = releases.file_of(house.site, release.number, "SHA256SUMS")
    assert sums is not None
    assert hashlib.sha256(sums[1]).hexdigest() == release.digest
    assert HERS in files["report.html"].decode()


def test_the_public_may_have_a_signed_release_only(house: House, story: Any, client: Client) -> None:  # fmt: skip
    assert client.get("/public/nowhere/reports/1/").status_code == 200
    page = client.get("/public/nowhere/reports/1/").content.decode()
    assert story.release.digest in page
    assert "Not affiliated with or endorsed by any government" in page
    pdf = client.get("/public/nowhere/reports/1/files/report.pdf")
    assert pdf.content.startswith(b"%PDF")
    html = client.get("/public/nowhere/reports/1/files/report.html")
    assert html["Content-Disposition"].startswith("attachment")
    assert "sandbox" in html["Content-Security-Policy"]
    made = issue_again(release=story.release, by=house.author.actor, at=LATER)
    assert client.get(f"/public/nowhere/reports/{made.number}/").status_code == 404
    assert client.get(f"/public/nowhere/reports/{made.number}/files/report.pdf").status_code == 404


def test_signing_off_needs_another_person_and_whole_files(house: House, story: Any) -> None:
    made = issue_again(release=story.release, by=house.author.actor, at=LATER)
    with pytest.raises(NotReleased, match="made by you"):
        sign_release(release=made, by=house.author.actor, at=LATER)
    file = made.files.get(name="report.html")
    file.content = b"other words"
    file.save()
    with pytest.raises(NotReleased, match="not what was frozen"):
        sign_release(release=made, by=house.colleague.actor, at=LATER)


def test_a_new_issue_takes_the_place_of_the_old_one(house: House, story: Any, client: Client) -> None:  # fmt: skip
    made = issue_again(release=story.release, by=house.author.actor, at=LATER)
    with pytest.raises(NotReleased, match="successor"):
        issue_again(release=story.release, by=house.author.actor, at=LATER)
    sign_release(release=made, by=house.colleague.actor, at=LATER)
    story.release.refresh_from_db()
    assert (story.release.state, story.release.stopped_because) == ("stopped", "replaced")
    old = client.get("/public/nowhere/reports/1/")
    assert old.status_code == 410
    assert b"replaced by a newer one" in old.content
    assert client.get("/public/nowhere/reports/1/files/report.pdf").status_code == 404
    with pytest.raises(NotReleased):
        sign_release(release=story.release, by=house.colleague.actor, at=LATER)
    with pytest.raises(NotReleased):
        stop_release(release=story.release, because="mistake", by="staff:1", at=LATER)


def test_signing_off_publishes_the_report(house: House, story: Any) -> None:
    story.report.refresh_from_db()
    assert (story.report.state, story.report.published_on) == ("published", AT.date())


def test_pages_can_be_frozen_too(house: House) -> None:
    with pytest.raises(NotReleased, match="no published page"):
        release_pages(site=house.site, by=house.author.actor, at=AT)
    house.page("about", "Words.")
    made = release_pages(site=house.site, by=house.author.actor, at=AT)
    assert {one.name for one in made.files.all()} == {"style.css", "pages/about/index.html"}


def test_a_draft_and_a_report_without_a_build_are_not_frozen(house: House) -> None:
    report = reports.start_report(title="Empty", by=house.author, at=AT)
    build(report_id=report.public_id, by=house.author, at=AT)
    with pytest.raises(NotReleased, match="draft"):
        release_report(site=house.site, report=report, by=house.author.actor, at=AT)
    report.builds.all().delete()
    report.state = "delivered"
    with pytest.raises(NotReleased, match="no build"):
        release_report(site=house.site, report=report, by=house.author.actor, at=AT)


def test_she_sees_what_became_of_it(house: House, story: Any) -> None:
    """STK-24."""
    became = what_became(story.token, language="en")
    assert became is not None
    assert became.themes == ("Rides to treatment",)
    assert became.reports == (("The year in Nowhere", True, 1),)
    assert [(one.code, one.by_her, one.by_staff) for one in became.goals] == [("NCP-5", True, False)]  # fmt: skip
    assert what_became("no such token", language="en") is None


def test_withdrawn_words_are_gone_everywhere(
    house: House, story: Any, client: Client, tmp_path: Path
) -> None:
    """The permanent test of issue 3: text vanishes from every report, index, page, release and export."""
    quoting = house.page(
        "recap", f"One rider's friend wrote: “{HERS[:70]}”", at=AT, blurb="A recap."
    )
    house.page("calm", "Nothing of hers.", at=AT)
    pages_release = release_pages(site=house.site, by=house.author.actor, at=AT)
    sign_release(release=pages_release, by=house.colleague.actor, at=AT)
    folder = tmp_path / "out"
    export(site=house.site, folder=folder, by=house.author.actor, at=AT)
    assert any(HERS in text_of(one.read_bytes()) for one in folder.rglob("*") if one.is_file())

    withdraw_submission(token=story.token, at=LATER)
    withdraw_submission(token=story.token, at=LATER)

    run = HERS.split(" because")[0]
    assert not Passage.objects.filter(text__contains=run).exists()
    assert not Original.objects.filter(document=story.hers.document).exists()
    for release in Release.objects.all():
        assert release.state == "stopped"
        assert release.stopped_because == "withdrawal"
        assert not release.files.exclude(content=None).exists()
        assert release.digest
    assert all(one.digest for one in story.release.files.all())
    # The page that quoted her without a citation is erased in every version; the other one stands.
    quoting.refresh_from_db()
    assert (quoting.state, quoting.source, quoting.title, quoting.text, quoting.blurb) == (
        "erased",
        "",
        "",
        "",
        "",
    )
    assert quoting.page.latest_id == quoting.pk
    assert pages.page(house.site, "recap", address_of=str) is None
    assert pages.page(house.site, "calm", address_of=str) is not None
    # What is written out, here and in the folder.
    for content in files_of(house.site).values():
        assert run not in text_of(content)
    written = {one.relative_to(folder).as_posix(): text_of(one.read_bytes()) for one in folder.rglob("*") if one.is_file()}  # fmt: skip
    assert not [name for name, text in written.items() if run in text or "Rosa Rider" in text]
    assert "pages/calm/index.html" in written
    assert not [name for name in written if name.startswith("releases/")]
    assert not Export.objects.get().is_stale
    # What the public sees.
    gone = client.get("/public/nowhere/reports/1/")
    assert gone.status_code == 410
    assert b"stopped because something in it was withdrawn" in gone.content
    for path in (
        "",
        "reports/",
        "blog/",
        "feed.xml",
        "sitemap.xml",
        "search/?words=riders",
        "goals/",
    ):
        text = client.get(f"/public/nowhere/{path}").content.decode()
        assert run not in text
        assert "Rosa" not in text
    became = what_became(story.token, language="en")
    assert became is not None
    assert became.is_withdrawn
    assert (became.themes, became.reports) == ((), ())


def test_after_a_withdrawal_the_report_is_issued_again_without_it(house: House, story: Any, client: Client) -> None:  # fmt: skip
    withdraw_submission(token=story.token, at=LATER)
    made = issue_again(release=story.release, by=house.author.actor, at=LATER)
    sign_release(release=made, by=house.colleague.actor, at=LATER)
    for one in made.files.all():
        text = text_of(bytes(one.content))
        assert "Ninety riders" not in text
        assert "Rosa Rider" not in text
    assert "Transport decides who is treated." in bytes(made.files.get(name="report.html").content).decode()  # fmt: skip
    page = client.get(f"/public/nowhere/reports/{made.number}/").content.decode()
    assert "It was re-issued because something was withdrawn." in page
    assert b"re-issued because something in it was withdrawn" in client.get("/public/nowhere/reports/1/").content  # fmt: skip


def test_what_rests_on_others_stands(house: House, story: Any) -> None:
    third, token = send(house, "Our library lends tablets for video visits to anyone who asks at its desk.", "Tess")  # fmt: skip
    assert third.pk
    withdraw_submission(token=token, at=LATER)
    # It was never in the release, which goes on.
    story.release.refresh_from_db()
    assert story.release.state == "signed"


def test_a_page_that_was_there_before_is_not_taken_along(house: House) -> None:
    """Nobody deletes a page of ours by pasting it into a comment and withdrawing that."""
    ours = (
        "How your activities contribute to progress toward the goals of the National Cancer Plan."
    )
    first = house.page("about", ours, at=AT - timedelta(days=9))
    _, token = send(house, ours, "Vera Vandal")
    second = house.draft("about", f"{ours} And more.", at=LATER)
    withdraw_submission(token=token, at=LATER + timedelta(hours=1))
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.state == "published"
    assert ours in first.source
    assert second.state == "draft"


def test_a_later_version_that_repeats_her_is_erased_and_the_public_keeps_the_earlier(house: House) -> None:  # fmt: skip
    first = house.page("about", "Calm words.", at=AT - timedelta(days=1))
    _, token = send(house, HERS, "Rosa Rider")
    house.draft("about", f"Calm words. {HERS}", at=AT)
    withdraw_submission(token=token, at=LATER)
    assert set(PageVersion.objects.filter(page=first.page).values_list("state", flat=True)) == {"published", "erased"}  # fmt: skip
    read = pages.page(house.site, "about", address_of=str)
    assert read is not None
    assert "Calm words." in read.html


def test_the_nightly_job_finds_what_a_direct_withdrawal_left(house: House, story: Any) -> None:
    withdraw(submission=story.hers, by="staff:1", at=LATER)
    assert jobs.forget_withdrawn(at=LATER) == 1
    assert jobs.forget_withdrawn(at=LATER) == 0
    story.release.refresh_from_db()
    assert story.release.stopped_because == "withdrawal"
    assert not story.release.files.exclude(content=None).exists()


def test_staff_withdraw_on_her_word(house: House, story: Any) -> None:
    withdraw_submission(submission=story.hers, by=house.author.actor, at=LATER)
    story.hers.refresh_from_db()
    assert story.hers.state == "withdrawn"
    with pytest.raises(TypeError):
        withdraw_submission(at=LATER)


@pytest.mark.parametrize("is_renamed", [False, True])
def test_a_theme_s_name_with_her_words_is_in_no_release_made_after_a_withdrawal(
    house: House, is_renamed: bool
) -> None:
    """A recommendation shows the names of its themes, in the kept build too; whatever the theme is called since."""
    _, token = send(house, HERS, "Rosa Rider")
    _, _ = send(house, OTHERS, "Olga Other")
    passages = list(Passage.objects.filter(text__in=[HERS, OTHERS]))
    theme = themes.make_theme(
        name="Ninety riders from the upper valley reached", by=house.author, at=AT,
        passage_ids=[one.public_id for one in passages],
    )  # fmt: skip
    themes.accept(theme_id=theme.public_id, by=house.author, at=AT)
    report = reports.start_report(title="The year in Nowhere", by=house.author, at=AT)
    section = reports.add_section(report_id=report.public_id, kind="opening", heading="Opening", by=house.author, at=AT)  # fmt: skip
    reports.write_sentence(
        section_id=section.public_id, text="Transport decides who is treated.", by=house.author, at=AT,
        passage_ids=[Passage.objects.get(text=OTHERS).public_id],
    )  # fmt: skip
    advice = reports.propose_recommendation(
        report_id=report.public_id, text="Pay for rides.", by=house.author, at=AT
    )
    reports.link_evidence(
        recommendation_id=advice.public_id, theme_ids=[theme.public_id], by=house.author, at=AT
    )
    deliver(report_id=report.public_id, on=AT.date(), by=house.author, at=AT)
    report.refresh_from_db()
    before = release_report(site=house.site, report=report, by=house.author.actor, at=AT)
    assert "Ninety riders from the upper valley" in bytes(before.files.get(name="report.html").content).decode()  # fmt: skip
    if is_renamed:
        themes.rename(theme_id=theme.public_id, name="Rides", by=house.author, at=AT)
    withdraw_submission(token=token, at=LATER)
    after = release_report(site=house.site, report=report, by=house.author.actor, at=LATER)
    for one in (*before.files.all(), *after.files.all()):
        assert "Ninety riders from the upper valley" not in text_of(bytes(one.content or b""))
    assert "Transport decides" in bytes(after.files.get(name="report.html").content).decode()


def test_words_taken_out_later_leave_the_releases_and_the_next_one(house: House, story: Any) -> None:  # fmt: skip
    """STK-6: a redaction reaches what was frozen before it; another passage's redaction before the release does not."""
    assert jobs.forget_withdrawn(at=LATER) == 0
    passage = Passage.objects.get(text=HERS)
    redact_words(
        submission=story.hers, passage=passage, words="upper valley", by=house.author.actor, at=LATER
    )  # fmt: skip
    made = issue_again(release=story.release, by=house.author.actor, at=LATER)
    assert jobs.forget_withdrawn(at=LATER) == 1
    assert jobs.forget_withdrawn(at=LATER) == 0
    story.release.refresh_from_db()
    assert (story.release.state, story.release.files.exclude(content=None).count()) == ("stopped", 0)  # fmt: skip
    made.refresh_from_db()
    assert made.state == "made"
    for one in made.files.all():
        assert "upper valley" not in text_of(bytes(one.content))
    assert "Transport decides who is treated." in bytes(made.files.get(name="report.html").content).decode()  # fmt: skip


@pytest.mark.parametrize("said", [AT + timedelta(days=300), AT - timedelta(days=300)])
def test_what_a_file_says_of_its_receipt_hides_no_page(house: House, said: Any) -> None:
    """A cell or a header may name any day; what counts is when we came to have it."""
    ours = house.page("about", "How your activities contribute to progress toward the goals.", at=AT - timedelta(days=9))  # fmt: skip
    hers, token = send(house, f"{HERS} {ours.text}", "Rosa Rider")
    Submission.objects.filter(pk=hers.pk).update(received_at=said)
    quoting = house.page("recap", f"One wrote: {HERS}", at=AT + timedelta(hours=1))
    withdraw_submission(token=token, at=LATER)
    ours.refresh_from_db()
    quoting.refresh_from_db()
    assert (ours.state, quoting.state) == ("published", "erased")
