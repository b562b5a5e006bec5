"""Documents and passages as staff read them; corrections beside the text (STK-14); sealed originals."""

import pytest
import zstandard
from django.urls import reverse

from fairway.base.models import AuditEntry
from fairway.people.models import Role
from fairway.plan.documents.models import Correction, Document
from fairway.plan.documents.rules import Problem
from fairway.web.plan.documents import presenters, words
from tests.factories.people import StaffFactory
from tests.factories.plan_documents import (
    DocumentFactory,
    OriginalFactory,
    PassageFactory,
    RedactionFactory,
)
from tests.unit.web.plan.reports.conftest import client_of


def at(name, *args):
    return reverse(name, args=args)


def test_stk_14_a_correction_beside_the_text_which_stays(world, hers):
    passage = world.page("It names 100,00 people.")
    said = {
        "before": "100,00",
        "after": "100,000",
        "reason": "A digit is missing.",
        "source": "Example report, page 9",
    }
    page = at("plan_passage", passage.public_id)
    assert (
        hers.post(at("plan_correct", passage.public_id), said | {"reason": ""}).status_code == 422
    )
    wrong = hers.post(at("plan_correct", passage.public_id), said | {"before": "nothing like it"})
    assert wrong.status_code == 409
    assert hers.post(at("plan_correct", passage.public_id), said).url == page
    shown = hers.get(page).content.decode()
    assert "<del>100,00</del>" in shown
    assert "<ins>100,000</ins>" in shown
    assert "It names 100,00 people." in shown
    correction = Correction.objects.get()
    assert shown.count("<del>") == 1
    assert (
        "<del>100,00</del>"
        in hers.get(at("plan_document", passage.document.public_id)).content.decode()
    )
    assert hers.post(at("plan_undo_correction", correction.public_id)).url == page
    assert "Taken back" in hers.get(page).content.decode()
    passage.refresh_from_db()
    assert passage.text == "It names 100,00 people."


def test_a_document_by_page_with_what_was_amiss(world, hers):
    document = DocumentFactory(program=world.program, title="Example", problem="macros")
    for number in range(3):
        PassageFactory(document=document, ordinal=number, page=number + 1, text=f"Words {number}.")
    DocumentFactory(program=world.program, part_of=document, title="Attached", problem="scanned")
    page = hers.get(at("plan_document", document.public_id)).content.decode()
    assert "Page 2" in page
    assert "macros" in page
    assert "Attached" in page
    assert "pictures of pages" in page


def test_long_documents_are_paged(world, hers):
    document = DocumentFactory(program=world.program)
    for number in range(201):
        PassageFactory(document=document, ordinal=number, text=f"Words {number}.")
    first = hers.get(at("plan_document", document.public_id)).content.decode()
    assert "Words 199." in first
    assert "Words 200." not in first
    second = hers.get(at("plan_document", document.public_id) + "?after=199").content.decode()
    assert "Words 200." in second
    assert hers.get(at("plan_document", document.public_id) + "?after=x").status_code == 200


def test_a_passage_is_marked_among_its_neighbors(world, hers):
    document = DocumentFactory(program=world.program)
    rows = [PassageFactory(document=document, ordinal=n, text=f"Words <{n}>.") for n in range(9)]
    page = hers.get(at("plan_passage", rows[4].public_id)).content.decode()
    assert "<mark>Words &lt;4&gt;.</mark>" in page
    assert "Words &lt;1&gt;." in page
    assert "Words &lt;0&gt;." not in page
    span = hers.get(at("plan_passage", rows[4].public_id) + "?start=0&end=5").content.decode()
    assert "<mark>Words</mark>" in span
    for odd in ("?start=5&end=1", "?start=x&end=y", "?start=0&end=99999999999"):
        assert (
            "<mark>Words &lt;4&gt;.</mark>"
            in hers.get(at("plan_passage", rows[4].public_id) + odd).content.decode()
        )


def test_bars_are_explained(world, hers):
    passage = world.page("█████ lives here.")
    RedactionFactory(passage=passage)
    assert (
        "The bars stand in their place"
        in hers.get(at("plan_passage", passage.public_id)).content.decode()
    )


def test_withdrawn_says_so_and_shows_nothing(world, hers):
    passage = world.page("Gone.")
    Document.objects.filter(pk=passage.document_id).update(
        withdrawn_at="2026-10-05T00:00Z", withdrawn_by="staff:1"
    )
    passage.text = ""
    passage.save()
    page = hers.get(at("plan_passage", passage.public_id)).content.decode()
    assert "Withdrawn" in page
    assert "Use it in a report" not in page
    assert "withdrawn" in hers.get(at("plan_document", passage.document.public_id)).content.decode()


@pytest.mark.parametrize(
    ("sealed", "role", "reason", "status"),
    [(False, "plan-staff", "", 200), (True, "plan-staff", "because", 409), (True, "administrator", "", 409),
     (True, "administrator", "because", 200)],
)  # fmt: skip
def test_originals_open_to_whom_they_may(world, sealed, role, reason, status):
    document = DocumentFactory(program=world.program)
    OriginalFactory(document=document, packed=zstandard.compress(b"as received"), is_sealed=sealed)
    client = client_of(StaffFactory(program=world.program, role=role))
    answer = client.post(at("plan_original", document.public_id), {"reason": reason})
    assert answer.status_code == status
    noted = AuditEntry.objects.filter(verb="original.opened")
    assert noted.exists() is (status == 200)
    if status == 200:
        assert answer.content == b"as received"
        assert answer["Content-Disposition"].startswith("attachment")
        assert noted.get().detail == {"sealed": sealed}


def test_there_is_not_always_an_original(world, hers):
    document = DocumentFactory(program=world.program)
    assert hers.post(at("plan_original", document.public_id)).status_code == 409


def test_a_stranger_and_a_navigator_see_nothing(world):
    stranger = client_of(StaffFactory(role=Role.PLAN_STAFF))
    navigator = client_of(StaffFactory(program=world.program))
    for name, key in (
        ("plan_document", world.published.document.public_id),
        ("plan_passage", world.published.public_id),
    ):
        assert stranger.get(at(name, key)).status_code == 404
        assert navigator.get(at(name, key)).status_code == 403


def test_what_was_looked_for_stays_out_of_addresses(world, hers):
    answer = hers.post(at("plan_search"), {"words": "Ada Example"})
    assert answer.url == at("plan_search")
    for number in range(25):
        world.page(f"Nurses {number}.")
    hers.post(at("plan_search"), {"words": "nurses", "kind": "page"})
    page = hers.get(at("plan_search")).content.decode()
    assert 'rel="next" href="?after=' in page
    hers.post(at("plan_search"), {"words": "nurses", "kind": "e-mail"})
    assert "Nothing found" in hers.get(at("plan_search")).content.decode()
    assert hers.post(at("plan_search"), {"kind": "no-such"}).status_code == 302
    assert hers.get(at("plan_search") + "?for=x&after=y").status_code == 200


def test_every_code_has_words():
    assert set(words.KINDS) == set(Document.Kind.values)
    assert set(words.PROBLEMS) == {str(one) for one in Problem}


def test_pieces_cover_the_text():
    text = "abcdef"
    made = presenters.pieces(text, [(1, 2), (4, 6)])
    assert "".join(one.text for one in made) == text
    assert [one.text for one in made if one.is_marked] == ["b", "ef"]
    assert presenters.pieces("", []) == []
