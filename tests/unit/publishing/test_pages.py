"""Pages written, reviewed, signed off, published and read."""

from datetime import timedelta

import pytest

from fairway.base.models import AuditEntry
from fairway.people.models import Role
from fairway.people.queries import NotVisible
from fairway.publishing.actions.pages import (
    NotAllowed,
    import_pages,
    move_page,
    move_pages,
    save_page,
)
from fairway.publishing.actions.sites import NoOtherWay, set_up_site
from fairway.publishing.models import PageVersion
from fairway.publishing.queries import editing, pages
from fairway.publishing.rules.moves import PAGE_MOVES, may_sign
from tests.factories.people import ProgramFactory, StaffFactory
from tests.factories.publishing import SiteFactory
from tests.unit.publishing.conftest import AT, House

STATES = set(PageVersion.State)


def here(path: str) -> str:
    return f"/{path}"


def test_the_moves_are_about_the_states_there_are() -> None:
    assert set(PAGE_MOVES) == STATES
    assert {to for moves in PAGE_MOVES.values() for to in moves} <= STATES


@pytest.mark.parametrize(
    ("signer", "others", "may"),
    [
        ("staff:2", ["staff:1", "staff:2"], True),
        ("staff:1", ["staff:1", "staff:2"], False),
        ("staff:1", ["staff:1"], True),
        ("staff:1", [], True),
    ],
)
def test_another_person_signs_off_where_there_is_one(signer: str, others: list[str], may: bool) -> None:  # fmt: skip
    assert may_sign(author="staff:1", signer=signer, others=others) is may


def test_a_page_goes_from_draft_to_the_public(house: House) -> None:
    version = house.draft("about", "Hello **world**.")
    assert pages.page(house.site, "about", address_of=here) is None
    move_page(version=version, to="in-review", by=house.author.actor, at=AT)
    with pytest.raises(NotAllowed, match="written by you"):
        move_page(version=version, to="signed-off", by=house.author.actor, at=AT)
    move_page(version=version, to="signed-off", by=house.colleague.actor, at=AT)
    assert pages.page(house.site, "about", address_of=here) is None
    move_page(version=version, to="published", by=house.author.actor, at=AT)
    read = pages.page(house.site, "/About/", address_of=here)
    assert read is not None
    assert "<strong>world</strong>" in read.html
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"page.written", "page.in-review", "page.signed-off", "page.published"} <= verbs


@pytest.mark.parametrize(
    ("state", "to"),
    [(state, to) for state in PAGE_MOVES for to in sorted(STATES) if to not in PAGE_MOVES[state]],
)
def test_no_other_move_is_allowed(house: House, state: str, to: str) -> None:
    version = house.draft("about")
    PageVersion.objects.filter(pk=version.pk).update(state=state)
    with pytest.raises(NotAllowed):
        move_page(version=version, to=to, by=house.colleague.actor, at=AT, reason="because")


def test_a_program_of_one_person_can_publish(house: House) -> None:
    house.colleague.is_active = False
    house.colleague.save()
    version = house.draft("about")
    for to in ("in-review", "signed-off", "published"):
        move_page(version=version, to=to, by=house.author.actor, at=AT)
    assert pages.page(house.site, "about", address_of=here)


def test_a_new_version_leaves_the_public_one_until_it_is_published(house: House) -> None:
    first = house.page("about", "First.")
    second = house.draft("about", "Second.", at=AT + timedelta(days=1))
    read = pages.page(house.site, "about", address_of=here)
    assert read is not None
    assert "First." in read.html
    PageVersion.objects.filter(pk=first.pk).update(state="draft")
    with pytest.raises(NotAllowed, match="not the newest"):
        move_page(version=first, to="in-review", by=house.author.actor, at=AT)
    PageVersion.objects.filter(pk=first.pk).update(state="published")
    for to in ("in-review", "signed-off", "published"):
        move_page(version=second, to=to, by=house.colleague.actor if to == "signed-off" else house.author.actor, at=AT)  # fmt: skip
    first.refresh_from_db()
    assert first.state == "replaced"
    assert first.source
    read = pages.page(house.site, "about", address_of=here)
    assert read is not None
    assert "Second." in read.html


def test_taking_down_and_sending_back_need_a_reason(house: House) -> None:
    version = house.page("about")
    with pytest.raises(NotAllowed, match="reason"):
        move_page(version=version, to="retired", by=house.author.actor, at=AT, reason="  ")
    move_page(version=version, to="retired", by=house.author.actor, at=AT, reason="Out of date")
    assert pages.page(house.site, "about", address_of=here) is None
    assert version.steps.get(state="retired").reason == "Out of date"


def test_a_page_without_a_title_is_not_signed_off(house: House) -> None:
    version = house.draft("about", title="")
    move_page(version=version, to="in-review", by=house.author.actor, at=AT)
    with pytest.raises(NotAllowed, match="title"):
        move_page(version=version, to="signed-off", by=house.colleague.actor, at=AT)


def test_the_same_text_is_one_version(house: House) -> None:
    first = house.draft("about")
    assert house.draft("about").pk == first.pk
    assert house.draft("about", "Other.").number == 2


def test_several_pages_move_together_or_not_at_all(house: House) -> None:
    one, two = house.draft("one"), house.draft("two", title="")
    for version in (one, two):
        move_page(version=version, to="in-review", by=house.author.actor, at=AT)
    with pytest.raises(NotAllowed):
        move_pages(versions=[one, two], to="signed-off", by=house.colleague.actor, at=AT)
    one.refresh_from_db()
    assert one.state == "in-review"


def test_importing_twice_changes_nothing_and_bad_files_stop_nothing(house: House) -> None:
    files = [
        ("a.md", b"---\ntitle: A\ndescription: D\n---\nA"),
        ("b.md", "---\ntitle: B\ndescription: D\n---\nñ".encode()),
        ("latin.md", b"---\ntitle: L\n---\n\xf1"),
        ("../x.md", b"x"),
    ]
    first = import_pages(site=house.site, files=files, by=house.author.actor, at=AT)
    assert first.new == ("a", "b")
    assert [name for name, _why in first.refused] == ["latin.md", "../x.md"]
    again = import_pages(site=house.site, files=files, by=house.author.actor, at=AT)
    assert again.unchanged == ("a", "b")
    files[0] = ("a.md", b"---\ntitle: A\ndescription: D\n---\nA2")
    assert import_pages(site=house.site, files=files, by="staff:1", at=AT).changed == ("a",)


def test_problems_with_other_pages_are_found_when_asked(house: House) -> None:
    house.draft("one", "[two](/two#there) [gone](/gone) [own](#here)\n\n## Here")
    house.draft("two", "## Elsewhere")
    line = next(one for one in editing.lines(house.author) if one.page.path == "one")
    assert {(one.code, one.detail) for one in line.problems} == {
        ("dead-anchor", "/two#there"),
        ("broken-link", "/gone"),
    }
    house.draft("two", "## There")
    line = next(one for one in editing.lines(house.author) if one.page.path == "one")
    assert [one.code for one in line.problems] == ["broken-link"]


def test_a_link_to_a_page_that_nobody_may_read_is_left_as_words(house: House) -> None:
    house.draft("secret")
    house.page("open", "[the secret](/secret)")
    read = pages.page(house.site, "open", address_of=here)
    assert read is not None
    assert "<a" not in read.html
    assert "the secret" in read.html


def test_blogs_tags_and_search_know_published_pages_only(house: House) -> None:
    house.page("blogs", template="blogs")
    house.page("blogs/old", "About #PatientNavigation.", template="blog", date="2023-09-07")
    house.page("blogs/new", "Navigation and #patientnavigation.", template="blog", date="2024-01-01")  # fmt: skip
    house.draft("blogs/draft", "#Secret navigation", template="blog", date="2025-01-01")
    assert [one.path for one in pages.blogs(house.site)] == ["blogs/new", "blogs/old"]
    assert [slug for slug, _words, _count in pages.tags(house.site)] == ["patientnavigation"]
    words, found = pages.tagged(house.site, "patientnavigation")
    assert words in ("PatientNavigation", "patientnavigation")
    assert {one.path for one in found} == {"blogs/new", "blogs/old"}
    assert [one.path for one in pages.search(house.site, "NAVIGATION about")] == ["blogs/old"]
    assert pages.search(house.site, "secret") == []
    assert pages.search(house.site, "  ") == []


def test_a_page_knows_what_is_around_it(house: House) -> None:
    for path, order in (("ncp", 1), ("ncp/b", 1), ("ncp/a", 2), ("ncp/a/deep", 1), ("other", 1)):
        house.page(path, sortOrder=order)
    read = pages.page(house.site, "ncp/a", address_of=here)
    assert read is not None
    assert [one.path for one in read.around] == ["ncp/b", "ncp/a"]
    assert [one.path for one in read.below] == ["ncp/a/deep"]


def test_a_stranger_sees_nothing(house: House) -> None:
    version = house.draft("about")
    assert editing.lines(house.stranger) == []
    for look in (
        lambda: editing.opened(house.stranger, version.page.public_id),
        lambda: editing.version_of(house.stranger, version.public_id),
    ):
        with pytest.raises(NotVisible):
            look()
    navigator = StaffFactory(program=house.site.program, role=Role.NAVIGATOR)
    assert editing.lines(navigator) == []
    assert editing.versions_at(house.stranger, [version.page.public_id]) == []


@pytest.mark.django_db
def test_an_open_site_names_a_person_to_turn_to() -> None:
    """HUM-1: technology is never the only way."""
    program = ProgramFactory()
    with pytest.raises(NoOtherWay):
        set_up_site(program=program, slug="x", by="staff:1", at=AT, is_open=True)
    site = set_up_site(program=program, slug="x", by="staff:1", at=AT)
    assert not site.is_open
    site = set_up_site(program=program, slug="x", by="staff:1", at=AT, is_open=True, contact_phone="555-0100")  # fmt: skip
    assert site.is_open
    with pytest.raises(TypeError):
        set_up_site(program=program, slug="x", by="staff:1", at=AT, colour="red")


@pytest.mark.django_db
def test_two_sites_may_have_the_same_paths() -> None:
    one, two = SiteFactory(), SiteFactory()
    for site in (one, two):
        save_page(site=site, path="about", source=f"---\ntitle: {site.slug}\n---\n", by="staff:1", at=AT)  # fmt: skip
    assert one.pages.get().latest.title == one.slug
