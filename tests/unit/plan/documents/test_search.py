"""Search over passages: found alike on both databases, never an error, and nothing of what was withdrawn (STK-19)."""

import pytest
from django.db import connection

from fairway.people.models import Role
from fairway.plan.documents.queries import search
from fairway.plan.documents.queries.search import add, forget, rebuild
from fairway.plan.documents.queries.words import Term, fold, spans, terms
from tests.factories.people import AT, StaffFactory
from tests.factories.plan_documents import DocumentFactory, PassageFactory

TEXTS = [
    "Patient navigation removes barriers to care.",
    "Los navegadores ayudan con la Navegación y el transporte.",
    "The navigator called the patient; navigation began.",
    "Nurses’ e-mail: 24/7 tele-health services, G0023 code ½ hour.",
    "رعاية مرضى السرطان في الريف",
    "癌症患者需要交通工具",
    "A company of companies, policies and a policy.",
]


@pytest.fixture
def reader(db):
    staff = StaffFactory(role=Role.PLAN_STAFF)
    document = DocumentFactory(program=staff.program)
    for number, text in enumerate(TEXTS):
        PassageFactory(document=document, ordinal=number, text=text)
    add([document.pk])
    return staff


def found(staff, words, **more):
    return sorted(TEXTS.index(hit.passage.text) for hit in search(staff, words=words, **more).hits)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("navigation", [0, 2]),
        ("NAVIGATION barriers", [0]),
        ("barrier", [0]),
        ("navegacion", [1]),
        ("navegación", [1]),
        ("navegador", [1]),
        ("navig*", [0, 2]),
        ("service*", [3]),
        ('"patient navigation"', [0, 2]),
        ('"navigation patient"', []),
        ('"patient navigation" nothing', []),
        ("tele-health", [3]),
        ("24/7", [3]),
        ("g0023", [3]),
        ("nurse", [3]),
        ("السرطان", [4]),
        ("癌症", [5]),
        ("症癌", []),
        ("company policy", [6]),
        ('"patient navig*', [0, 2]),
        ("the", [2]),
        ("transport", [1]),
        ("transport*", [1]),
    ],
)  # fmt: skip
def test_finds_the_same_on_both_databases(reader, words, expected):
    assert found(reader, words) == expected


@pytest.mark.parametrize(
    "words",
    ["", "   ", '"', '""', "'", "AND", "NOT OR", "a AND", "NEAR(", "*", "-", "a:b", "(", ")", "\\", "%", "\x00", "a\x00b",
     ":*", "'x':*", "& | !", "<->", "{", "^a", "words:care", "x" * 1000, "care " * 500, '"' * 99, "½", "ﬃ", "\u0301", "💊"],
)  # fmt: skip
def test_whatever_is_typed_is_no_error(reader, words):
    assert search(reader, words=words).next_cursor == ""


def test_only_her_program_and_only_plan_staff(reader):
    assert found(StaffFactory(role=Role.PLAN_STAFF), "care") == []
    assert found(StaffFactory(program=reader.program), "care") == []
    assert found(StaffFactory(program=reader.program, role=Role.ADMINISTRATOR), "care") == [0]


def test_what_is_withdrawn_or_forgotten_is_not_found(reader):
    document = DocumentFactory(program=reader.program)
    passage = PassageFactory(document=document, text="zebra stripes")
    add([document.pk])
    assert search(reader, words="zebra").hits
    document.withdrawn_at, document.withdrawn_by = AT, "staff:1"
    document.save()
    assert not search(reader, words="zebra").hits
    forget([document.pk])
    assert _rows_of(passage.pk) == 0
    add([document.pk])
    rebuild()
    assert _rows_of(passage.pk) == 0
    assert found(reader, "barriers") == [0]


def test_the_words_leave_the_index_itself(reader):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's vacuum does this")
    document = DocumentFactory(program=reader.program)
    PassageFactory(document=document, text="quetzalcoatl")
    add([document.pk])
    forget([document.pk])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM plan_words_data WHERE instr(block, CAST('quetzal' AS BLOB)) > 0"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM plan_words_content WHERE c0 LIKE '%quetzal%'")
        assert cursor.fetchone() == (0,)  # fmt: skip


def test_pages_are_stable_and_newest_first(reader):
    program = reader.program
    for kind in ("page", "e-mail"):
        document = DocumentFactory(program=program, kind=kind)
        for number in range(5):
            PassageFactory(document=document, ordinal=number, text=f"walrus {kind} {number}")
        add([document.pk])
    seen, after = [], None
    while True:
        page = search(reader, words="walrus", after=after, limit=3)
        seen += [hit.passage.pk for hit in page.hits]
        after = page.next_cursor
        if not after:
            break
    assert len(seen) == 10
    assert seen == sorted(seen, reverse=True)
    assert len(search(reader, words="walrus", kinds=["e-mail"]).hits) == 5
    for odd in ("x", "-1", "²", "9" * 40):
        assert len(search(reader, words="walrus", after=odd).hits) == 10


def test_headings_and_rows_are_found_boilerplate_is_not(reader):
    document = DocumentFactory(program=reader.program)
    for number, kind in enumerate(["text", "row", "heading", "boilerplate", "quoted", "form-text"]):
        PassageFactory(document=document, ordinal=number, kind=kind, text="okapi")
    add([document.pk])
    assert {hit.passage.kind for hit in search(reader, words="okapi").hits} == {"text", "row", "heading"}  # fmt: skip


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Barriers", "barrier"), ("bus", "bus"), ("access", "access"), ("policies", "policy"), ("policy", "policy"),
     ("services", "servic"), ("service", "servic"), ("care", "care"), ("Niños", "nino"), ("this", "this"), ("½", "12")],
)  # fmt: skip
def test_folding(word, expected):
    assert fold(word) == expected


def test_terms_of_what_was_typed():
    assert terms('care "rural roads" tele* care') == (
        Term(("care",)),
        Term(("rural", "road")),
        Term(("tele",), is_prefix=True),
    )
    assert len(terms(" ".join(f"w{n}" for n in range(50)))) == 12


def test_spans_stand_on_the_words_as_written():
    text = "Navegación: patient navigation, Navigation."
    assert [text[a:b] for a, b in spans(text, terms("navegacion navigation"))] == [
        "Navegación", "navigation, Navigation"]  # fmt: skip
    assert [text[a:b] for a, b in spans(text, terms('"patient navigation"'))] == [
        "patient navigation"
    ]
    assert [text[a:b] for a, b in spans(text, terms("pati*"))] == ["patient"]
    assert spans("", terms("a")) == ()


def _rows_of(passage_id):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM plan_words WHERE rowid = %s", [passage_id])
        return cursor.fetchone()[0]


def test_goal_filter_asks_the_submission(reader):
    from tests.factories.plan_goals import GoalTagFactory
    from tests.factories.plan_intake import SubmissionFactory

    document = DocumentFactory(program=reader.program, kind="form")
    PassageFactory(document=document, text="narwhal")
    submission = SubmissionFactory(program=reader.program, document=document)
    GoalTagFactory(activity=None, submission=submission, code="NCP-4", origin="submitter")
    GoalTagFactory(activity=None, submission=submission, code="NCP-4", origin="staff")
    add([document.pk])
    assert len(search(reader, words="narwhal", goal="NCP-4").hits) == 1
    assert search(reader, words="narwhal", goal="NCP-5").hits == ()
