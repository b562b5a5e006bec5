"""A build reads, checks and keeps a report; a broken link fails it (STK-15); every file says what it is not (STK-17)."""

import io
import zipfile
from dataclasses import astuple
from datetime import UTC, date, datetime, timedelta

import docx
import openpyxl
import pdfplumber
import pytest

from fairway.plan.intake.actions.withdraw import withdraw
from fairway.plan.intake.models import Submission
from fairway.plan.intake.queries.counts import counts as intake_counts
from fairway.plan.reports import actions
from fairway.plan.reports.build import FILES, NoSuchFile, NothingBuilt, book_of, build, file_of
from fairway.plan.reports.build.book import counts_of
from fairway.plan.reports.build.deliver import DoesNotStand, deliver
from fairway.plan.reports.build.tables import safe
from fairway.plan.reports.definitions import disclaimers, words
from fairway.plan.reports.jobs import forget_withdrawn
from fairway.plan.reports.models import Build, Sentence
from tests.factories.plan_documents import RedactionFactory
from tests.factories.plan_efforts import ActivityFactory
from tests.factories.plan_goals import GoalTagFactory
from tests.factories.plan_intake import HoldFactory
from tests.factories.plan_stakeholders import StakeholderFactory
from tests.unit.plan.reports.conftest import AT

LATER = AT + timedelta(days=1)


def built(world, at=AT):
    return build(report_id=world.report.public_id, by=world.staff, at=at)


def codes(world):
    return sorted({one.code for one in built(world).problems})


def quote(world, passage, start, end, lead_in=""):
    return actions.quote(
        section_id=world.section.public_id, passage_id=passage.public_id, start=start, end=end,
        lead_in=lead_in, by=world.staff, at=AT,
    )  # fmt: skip


def text_of(file):
    """What a reader of the file sees."""
    if file.name.endswith((".html", ".csv")):
        return file.content.decode()
    if file.name.endswith(".pdf"):
        with pdfplumber.open(io.BytesIO(file.content)) as pdf:
            return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    if file.name.endswith(".xlsx"):
        made = openpyxl.load_workbook(io.BytesIO(file.content))
        return " ".join(
            str(one.value) for sheet in made.worksheets for row in sheet.iter_rows() for one in row
        )
    with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
        return "".join(packed.read(one).decode(errors="replace") for one in packed.namelist())


def test_what_stands_is_built(world):
    world.write("Nurses are missing.", world.published)
    made = built(world)
    assert made.problems == ()
    book = book_of(made.build)
    assert book == made.book
    assert [(one.title, one.page, one.number) for one in book.sources] == [
        ("Summary of an example meeting", "3", 1)]  # fmt: skip
    assert book.chapters[0].said[0].sources == [1]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda s: s.sources.all().delete(), "no-source"),
        (lambda s: _set(s.sources.get().passage.document, withdrawn_at=AT, withdrawn_by="staff:1"), "source-withdrawn"),
        (lambda s: _set(s.sources.get().passage, text=""), "source-withdrawn"),
        (lambda s: _set(s.sources.get().passage.document.submission, state="spam"), "source-spam"),
        (lambda s: HoldFactory(submission=s.sources.get().passage.document.submission), "source-held"),
        (lambda s: RedactionFactory(passage=s.sources.get().passage, redacted_at=LATER), "source-redacted"),
        (lambda s: _set(s, held_at=AT), "held-sentence"),
        (lambda s: _set(s, text=""), "no-words"),
        (lambda s: _set(s, text="{foo}"), "unknown-figure"),
        (lambda s: _set(s.section, heading=""), "no-words"),
    ],
)  # fmt: skip
def test_stk_15_a_broken_link_fails_the_build(world, spoil, code):
    sentence = world.write("No bus runs.", world.sent("There is no bus."))
    assert codes(world) == []
    spoil(sentence)
    made = built(world)
    assert code in {one.code for one in made.problems}
    assert made.book is None
    assert made.build.content is None
    assert made.build.problems[0]["id"]
    with pytest.raises(NothingBuilt):
        book_of(made.build)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda p: _set(p, text="There is no train."), "quote-changed"),
        (lambda p: _set(p.document.submission, may_quote=None), "may-not-quote"),
    ],
)
def test_a_quotation_is_checked_byte_for_byte(world, spoil, code):
    passage = world.sent("There is no bus.", may_quote=True)
    quote(world, passage, 0, 15)
    assert codes(world) == []
    spoil(passage)
    assert codes(world) == [code]


def test_a_quotation_names_only_whom_it_may(world):
    named = world.sent(
        "No bus.",
        may_quote=True,
        may_name=True,
        name="Ada Example",
        affiliation="Example Coalition",
    )
    hidden = world.sent("No train.", may_quote=True, name="Bea Example")  # fmt: skip
    quote(world, named, 0, 6, lead_in="One wrote:")
    quote(world, hidden, 0, 8)
    book = built(world).book
    assert [(one.text, one.quoted, one.by) for one in book.chapters[0].said] == [
        ("One wrote:", "No bus", "Ada Example, Example Coalition"), ("", "No train", "")]  # fmt: skip
    assert [one.by for one in book.listed] == ["Ada Example, Example Coalition", ""]
    for name in FILES:
        assert "Bea Example" not in text_of(file_of(book, name))


def test_what_may_not_be_quoted_stands_in_no_file(world):
    world.write("Transport is named.", world.sent("My street has zebras and no bus."))
    book = built(world).book
    for name in FILES:
        assert "zebras" not in text_of(file_of(book, name))


def test_recommendations_need_words_and_accepted_themes(world):
    world.write("Nurses are missing.", world.published)
    advice = actions.propose_recommendation(
        report_id=world.report.public_id, text="Pay for rides.", by=world.staff, at=AT
    )
    assert codes(world) == ["no-evidence"]
    theme = world.theme(name="Rides")
    actions.link_evidence(
        recommendation_id=advice.public_id, theme_ids=[theme.public_id], by=world.staff, at=AT
    )
    assert codes(world) == []
    _set(theme, state="candidate")
    assert codes(world) == ["theme-not-accepted"]


def test_a_report_that_says_nothing_is_not_built(world):
    assert codes(world) == ["no-sections"]


def test_stk_4_the_deadline_decides_and_the_late_are_listed(world):
    world.write("Nurses are missing.", world.published)
    body = StakeholderFactory(program=world.program)
    merged = StakeholderFactory(program=world.program, merged_into=body)
    world.sent("One.", stakeholder=body, text_digest="1")
    world.sent("One.", stakeholder=merged, text_digest="1")
    world.sent("Two.", affiliation="Example Clinic", text_digest="2")
    world.sent("See attached.", affiliation="example  clinic")
    world.sent("Late.", deadline_class="future-reports")
    world.sent("Spam.", state="spam")
    world.sent("Elsewhere.", deadline=None, deadline_class="no-deadline")
    HoldFactory(submission=world.sent("Held.").document.submission)
    world.write("{submissions} came, {texts} distinct, {organizations} named; {late} late.", world.published)  # fmt: skip
    book = built(world).book
    counts = counts_of(book.listed)
    taken = Submission.objects.filter(public_id__in=[one.id for one in book.listed])
    assert astuple(intake_counts(taken))[:3] == (4, 2, 2)
    assert (counts.submissions, counts.texts, counts.organizations, len(book.late)) == (4, 2, 2, 1)
    assert book.chapters[0].said[-1].text == "4 came, 2 distinct, 2 named; 1 late."
    page = file_of(book, "report.html").content.decode()
    assert "Received after the deadline: for later reports" in page
    assert "through September 30, 2026 (America/New_York), that day included" in page


def test_the_matrix_of_activities(world):
    world.write("{activities} in all, {activities:NCP-4} for goal 4.", world.published)
    body = StakeholderFactory(program=world.program, name="Example Coalition")
    one = ActivityFactory(program=world.program, stakeholder=body, title="Rides")
    two = ActivityFactory(program=world.program, stakeholder=body, title="Beds")
    for activity, code, origin in (
        (one, "NCP-4", "staff"),
        (one, "NCP-4", "submitter"),
        (two, "NCP-4", "staff"),
        (two, "NCP-5", "staff"),
    ):
        GoalTagFactory(activity=activity, code=code, origin=origin)
    GoalTagFactory(activity=one, code="NCP-1", removed_at=AT, removed_by="staff:1")
    book = built(world).book
    assert [(deed.title, deed.goals) for deed in book.deeds] == [("Beds", ["NCP-4", "NCP-5"]), ("Rides", ["NCP-4"])]  # fmt: skip
    assert [goal.count for goal in book.goals] == [0, 0, 0, 2, 1, 0, 0, 0]
    assert book.chapters[0].said[0].text == "2 in all, 2 for goal 4."


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", FILES)
def test_stk_17_every_file_carries_the_disclaimers(world, name, language):
    _set(world.report, language=language)
    world.write("Nurses are missing.", world.published)
    text = " ".join(text_of(file_of(built(world).book, name)).split())
    for said in disclaimers(language):
        if name.endswith(".pdf"):  # A line may break within a word there.
            assert said[:30] in text
        else:
            assert said in text


@pytest.mark.parametrize("name", FILES)
def test_the_same_book_gives_the_same_bytes(world, name):
    world.write("Nurses are missing.", world.published)
    book = built(world).book
    assert file_of(book, name).content == file_of(book, name).content


def test_the_digest_is_of_what_is_said_not_of_the_day(world):
    world.write("Nurses are missing.", world.published)
    one, two = built(world).build, built(world, LATER).build
    assert one.digest == two.digest
    assert Build.objects.get(pk=one.pk).content is None
    world.write("Beds too.", world.published)
    assert built(world).build.digest != one.digest


def test_html_escapes_and_leads_from_a_sentence_to_its_source(world):
    passage = world.page("<script>alert(1)</script> & more")
    sentence = world.write("<b>Bold</b> claims.", passage)
    page = file_of(built(world).book, "report.html").content.decode()
    assert "<script>" not in page
    assert "<b>" not in page
    assert f'id="sentence-{sentence.public_id}"' in page
    assert '<a href="#source-1">[1]</a>' in page
    assert '<li id="source-1"' in page
    assert '<html lang="en">' in page


def test_pdf_is_tagged_and_titled(world):
    world.write("Nurses #are *missing* $x$ @here.", world.published)
    content = file_of(built(world).book, "report.pdf").content
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"pdfuaid", b"/Lang"):
        assert mark in content or mark.replace(b"/Lang", b"en") in content
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        assert pdf.metadata["Title"] == world.report.title
        assert "Nurses #are *missing* $x$ @here." in pdf.pages[0].extract_text()


def test_pdf_of_words_that_no_font_shows(world):
    world.write("癌症 مرضى", world.published)
    assert file_of(built(world).book, "report.pdf").content.startswith(b"%PDF")


def test_word_has_real_headings(world):
    world.write("Nurses\x0b are missing.", world.published)
    made = docx.Document(io.BytesIO(file_of(built(world).book, "report.docx").content))
    heads = [
        (one.style.name, one.text)
        for one in made.paragraphs
        if one.style.name.startswith(("Heading", "Title"))
    ]
    assert heads[0] == ("Title", world.report.title)
    assert ("Heading 1", "Opening") in heads
    assert ("Heading 1", "Appendix") in heads
    assert made.core_properties.title == world.report.title


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(world, cell):
    assert safe(cell) == f"'{cell}"
    body = StakeholderFactory(program=world.program, name=cell.strip())
    ActivityFactory(program=world.program, stakeholder=body, title=cell)
    world.write("Nurses are missing.", world.published)
    made = openpyxl.load_workbook(io.BytesIO(file_of(built(world).book, "appendix.xlsx").content))
    for sheet in made.worksheets:
        for row in sheet.iter_rows():
            assert all(one.data_type != "f" for one in row)


def test_there_is_no_other_file(world):
    world.write("Nurses are missing.", world.published)
    with pytest.raises(NoSuchFile):
        file_of(built(world).book, "../secret")


def test_words_are_there_in_both_languages():
    assert all(one.en and one.es for part in (words().frame, words().states, words().channels, words().figures) for one in part.values())  # fmt: skip


def test_delivery_tells_what_became_of_each(world):
    cited = world.sent("No bus.", state="screened").document.submission
    listed = world.sent("No train.", state="considered").document.submission
    untouched = world.sent("No tram.").document.submission
    world.write("Transport is named.", cited.document.passages.get())
    deliver(report_id=world.report.public_id, on=date(2026, 12, 1), by=world.staff, at=AT)
    world.report.refresh_from_db()
    assert (world.report.state, world.report.delivered_on) == ("delivered", date(2026, 12, 1))
    for one, state in ((cited, "cited"), (listed, "listed"), (untouched, untouched.state)):
        one.refresh_from_db()
        assert one.state == state


def test_a_report_with_problems_is_not_delivered(world):
    sentence = world.write("Nurses are missing.", world.published)
    sentence.sources.all().delete()
    with pytest.raises(DoesNotStand):
        deliver(report_id=world.report.public_id, on=date(2026, 12, 1), by=world.staff, at=AT)


class TestWithdrawal:
    """A submission withdrawn after it was cited: its words and the row vanish from sentences, texts and builds."""

    WORDS = "The last bus leaves the county hospital at four."

    def take_back(self, passage):
        withdraw(submission=passage.document.submission, by="submitter", at=LATER)
        return forget_withdrawn(at=LATER)

    def test_sole_source(self, world):
        passage = world.sent(self.WORDS)
        sentence = world.write("Buses end early in the county.", passage)
        built(world)
        self.take_back(passage)
        sentence.refresh_from_db()
        assert (sentence.text, sentence.held_at, sentence.held_because) == ("", LATER, "withdrawn")
        assert not sentence.sources.exists()

    def test_a_quotation(self, world):
        passage = world.sent(self.WORDS, may_quote=True)
        sentence = quote(world, passage, 0, 20, lead_in="One said that the bus leaves early:")
        self.take_back(passage)
        sentence.refresh_from_db()
        assert (sentence.text, sentence.quotes, sentence.quote_digest) == ("", None, "")

    def test_one_of_two_sources(self, world):
        passage = world.sent(self.WORDS)
        sentence = world.write("Buses end early in the county.", passage, world.published)
        self.take_back(passage)
        sentence.refresh_from_db()
        assert sentence.text == "Buses end early in the county."
        assert sentence.held_at == LATER
        assert [one.passage for one in sentence.sources.all()] == [world.published]
        actions.rewrite_sentence(sentence_id=sentence.public_id, text="Buses end early.", by=world.staff, at=LATER)  # fmt: skip
        assert codes(world) == []

    def test_words_that_repeat_it_without_citing(self, world):
        passage = world.sent(self.WORDS)
        sentence = world.write(
            "We learn that the last bus leaves the county hospital early.", world.published
        )
        advice = actions.propose_recommendation(
            report_id=world.report.public_id, by=world.staff, at=AT,
            text="Let the last bus leave the county hospital at four or later, since the last bus leaves the county hospital now.",
        )  # fmt: skip
        section = actions.add_section(
            report_id=world.report.public_id, kind="closing", by=world.staff, at=AT,
            heading="Last bus leaves the county hospital at four",
        )  # fmt: skip
        self.take_back(passage)
        for row in (sentence, advice, section):
            row.refresh_from_db()
        assert (sentence.text, advice.text, section.heading) == ("", "", "")
        assert {"held-sentence", "no-words"} <= set(codes(world))

    def test_every_file_of_a_build(self, world):
        passage = world.sent(self.WORDS, may_quote=True, may_name=True, name="Ada Example")
        other = world.sent("No tram.", may_quote=True)
        quote(world, passage, 0, 20)
        world.write("Buses end early in the county.", passage, world.published)
        quote(world, other, 0, 7)
        made = built(world).build
        assert "The last bus leaves" in file_of(book_of(made), "report.html").content.decode()
        assert self.take_back(passage).builds == 1
        made.refresh_from_db()
        book = book_of(made)
        assert made.changed_at == LATER
        assert [one.quoted or one.text for one in book.chapters[0].said] == [
            "Buses end early in the county.", "No tram"]  # fmt: skip
        assert len(book.listed) == 1
        for name in FILES:
            text = text_of(file_of(book, name))
            assert "last bus" not in text
            assert "Ada" not in text

    def test_a_sentence_rewritten_since_its_build(self, world):
        passage = world.sent(self.WORDS)
        sentence = world.write(
            "We learn that the last bus leaves the county hospital.", world.published
        )
        made = built(world).build
        actions.rewrite_sentence(sentence_id=sentence.public_id, text="Buses end early.", by=world.staff, at=AT)  # fmt: skip
        self.take_back(passage)
        made.refresh_from_db()
        assert book_of(made).chapters[0].said == []
        sentence.refresh_from_db()
        assert (sentence.text, sentence.held_at) == ("Buses end early.", None)

    def test_twice_is_once(self, world):
        passage = world.sent(self.WORDS)
        world.write("Buses end early in the county.", passage)
        self.take_back(passage)
        assert (
            forget_withdrawn(at=datetime(2027, 1, 1, tzinfo=UTC)) == type(self.take_back(passage))()
        )
        assert Sentence.objects.get().held_at == LATER

    def test_a_delivered_report_as_well(self, world):
        passage = world.sent(self.WORDS)
        world.write("Buses end early in the county.", passage, world.published)
        deliver(report_id=world.report.public_id, on=date(2026, 12, 1), by=world.staff, at=AT)
        self.take_back(passage)
        book = book_of(Build.objects.get())
        assert (len(book.listed), [one.number for one in book.sources]) == (0, [2])


def _set(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
