"""From a comment on the public page to a report that cites it, and back to nothing when it is taken back (issue 3, 3-4)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from fairway.publishing.actions.input import FormInput, take_comment
from tests.factories.plan_stakeholders import StakeholderFactory
from tests.journeys.plan_house import House, a_house
from tests.journeys.walk import Walk

OPENING = """# The walk of one comment

What somebody says on the public page, on its way to a recommendation and a published report, and out of everything when she
takes it back. Every sentence here was seen in a browser by tests/journeys/test_plan.py while it was printed (`make docs`).
"""
HERS = "Ninety riders from the upper valley reached their radiation because volunteers drove them every winter morning."  # fmt: skip
ALSO_HERS = "Snow closes the only mountain road for weeks and then nobody reaches the hospital."
OTHERS = "Buses stop at the county line so our patients miss their infusion visits whenever no neighbor can drive."  # fmt: skip
THEME, REPORT, ADVICE = "Getting there", "The year in Nowhere", "Pay the drivers for their miles."
ACTOR = "Example Road Office of Nowhere County"
OURS = "Where volunteers drive, treatment is kept."
# Words that stand nowhere but in what she wrote.
MARKS = ("Ninety riders", "only mountain road", "Rosa Rider")


@dataclass
class Desk:
    """Who looks at what: the public's browser, the author's, and her colleague's; and the addresses they noted down."""

    walk: Walk
    house: House
    open_page: Callable[..., Page]
    axe: Callable[[Page], None]
    screenshot: Any
    public: Page = field(init=False)
    staff: Page = field(init=False)
    noted: dict[str, str] = field(default_factory=dict)

    def note(self, name: str, page: Page) -> None:
        """Keep the address of a page, and look whether everyone can use the page."""
        self.axe(page)
        self.noted[name] = page.url


@pytest.fixture
def desk(
    transactional_db: None, open_page: Callable[..., Page], axe: Callable[[Page], None], screenshot: Any
) -> Desk:  # fmt: skip
    walk = Walk("plan-walk.md", opening=OPENING)
    house = a_house()
    StakeholderFactory(program=house.site.program, name=ACTOR)
    return Desk(walk, house, open_page, axe, screenshot)


def test_a_comment_is_heard_cited_and_taken_back(
    desk: Desk, request: pytest.FixtureRequest
) -> None:
    """STK-3, STK-5, STK-8, STK-9, STK-15 to STK-17, STK-24; issue 3, "It must show" 3 and 4."""
    she_sends_a_comment(desk)
    staff_find_it_and_tag_it(desk)
    it_becomes_part_of_a_theme(desk)
    it_leads_to_a_recommendation(desk)
    a_report_cites_and_quotes_it(desk)
    two_clicks_lead_from_the_report_to_her_words(desk)
    another_person_signs_the_release(desk)
    she_sees_what_became_of_it(desk)
    she_takes_it_back(desk)
    it_is_gone_everywhere(desk)
    desk.walk.end(print_it=request.config.getoption("--print-walk"))


def she_sends_a_comment(desk: Desk) -> None:
    desk.walk.step(1, "Somebody says what she does, and what stands in the way", "web/public")
    page = desk.public = desk.open_page("/public/nowhere/", width=390)
    page.get_by_role("link", name="Tell us what you do, and what stands in the way").click()
    desk.axe(page)
    choose(page, "Deliver Optimal Care")
    page.get_by_label("How does what you do help").fill(HERS)
    page.get_by_label("What stands in the way").fill(ALSO_HERS)
    page.get_by_label("Your organization").fill("Example Riders")
    page.get_by_label("Your name").fill("Rosa Rider")
    choose(page.get_by_role("group", name="May we quote"), "Yes")
    page.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_text("You left some parts empty")).to_be_visible()
    assert page.locator("script").count() == 0
    desk.walk.tell(
        "She fills in a form that needs no account and no script. What she left empty is asked for once, and never demanded."
    )
    page.get_by_role("button", name="Send it as it is now").click()
    page.wait_for_url("**/receipt/*")
    desk.note("receipt", page)
    page.locator(".fw-panel a").click()
    desk.note("status", page)
    expect(page.locator("main")).to_contain_text("It is in no theme or report yet")
    desk.walk.tell(
        "She gets a receipt number and the address of a page that will say what became of her comment."
    )


def staff_find_it_and_tag_it(desk: Desk) -> None:
    desk.walk.step(2, "Staff read it and tag it with goals", "plan/intake, web/plan/submissions")
    somebody_else_wrote(desk)
    page = desk.staff = desk.open_page("/plan/submissions/", staff=desk.house.ada)
    desk.note("queue", page)
    page.get_by_role("row").filter(has_text="Ninety riders").get_by_role("link").click()
    desk.note("submission", page)
    choose(page, "Cancer Health Disparities")
    page.get_by_role("button", name="Save the goals").click()
    facts = page.locator("dl").filter(has_text="Goals by staff")
    expect(fact(facts, "Goals by the submitter")).to_contain_text("NCP-5")
    expect(fact(facts, "Goals by staff")).to_contain_text("NCP-4")
    expect(page.locator(".fw-tag").first).to_have_text("Tagged with goals")
    desk.walk.tell(
        "It stands in one queue with whatever came by mail or in files. The goals that she chose and those that staff see in it are kept apart."
    )


def somebody_else_wrote(desk: Desk) -> None:
    take_comment(
        site=desk.house.site,
        form=FormInput(comment=OTHERS, affiliation="Example Clinic", may_quote=True),
        form_key=UUID("0198c0de-0000-7000-8000-000000000009"),
        at=timezone.now(),
    )


def it_becomes_part_of_a_theme(desk: Desk) -> None:
    desk.walk.step(3, "It becomes part of a theme", "plan/themes, web/plan/themes")
    page = desk.staff
    page.goto("/plan/themes/")
    page.get_by_label("Name of the theme").fill(THEME)
    page.get_by_role("button", name="Make the theme").click()
    desk.note("theme", page)
    put_into_the_theme(page, HERS)
    page.goto(desk.noted["theme"])
    page.get_by_role("button", name="Accept the theme").click()
    expect(page.get_by_role("alert")).to_contain_text("Independent sources of the theme: 1")
    desk.walk.tell(
        "A person makes the theme, names it in her own words, and puts the passage into it. With one source it cannot be accepted."
    )
    put_into_the_theme(page, OTHERS)
    page.goto(desk.noted["theme"])
    page.get_by_role("button", name="Accept the theme").click()
    expect(page.locator(".fw-tag").first).to_have_text("Accepted")
    expect(page.locator("main")).to_contain_text("Ninety riders")
    desk.axe(page)
    desk.walk.tell("With a second, independent source a person accepts it.")


def put_into_the_theme(page: Page, words: str) -> None:
    page.goto("/plan/themes/alone/")
    choose(page, words)
    page.get_by_label("Another theme").select_option(label=THEME)
    page.get_by_role("button", name="Put them into the theme").click()
    expect(page.get_by_role("status")).to_contain_text("in the theme now")


def it_leads_to_a_recommendation(desk: Desk) -> None:
    desk.walk.step(4, "The theme leads to a recommendation", "plan/reports, web/plan/reports")
    page = desk.staff
    page.goto("/plan/reports/")
    page.get_by_label("Title", exact=True).fill(REPORT)
    page.get_by_role("button", name="Start").click()
    desk.note("report", page)
    page.get_by_label("Recommendation", exact=False).last.fill(ADVICE)
    page.get_by_role("button", name="Propose").click()
    desk.note("recommendation", page)
    choose(page, THEME)
    page.get_by_role("button", name="It rests on these").click()
    page.get_by_role("button", name="It will stand in the report").click()
    page.get_by_label("Who should act").select_option(label=ACTOR)
    page.get_by_role("button", name="Add").click()
    expect(page.locator("h1 .fw-tag")).to_have_text("Assigned")
    desk.axe(page)
    desk.walk.tell(
        "A recommendation is proposed, rests on the theme, is adopted by a person, and names who should act."
    )


def a_report_cites_and_quotes_it(desk: Desk) -> None:
    desk.walk.step(5, "A report cites and quotes it", "plan/reports, web/plan/reports")
    page = desk.staff
    page.goto(desk.noted["report"])
    page.get_by_label("Heading").fill("What keeps people from treatment")
    page.get_by_label("Kind").select_option(label="Theme")
    page.get_by_label("Theme", exact=False).last.select_option(label=THEME)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="Write a sentence").click()
    page.get_by_label("Sentence").fill(OURS)
    choose(page, HERS)
    page.get_by_role("button", name="Save").click()
    sentence = page.get_by_role("listitem").filter(has_text=OURS)
    sentence.get_by_text("Rests on").click()
    sentence.locator("details a").click()
    desk.note("passage", page)
    page.get_by_label("Section").select_option(index=0)
    page.get_by_label("Words to quote").fill("volunteers drove them every winter morning")
    page.get_by_role("button", name="Add to the report").click()
    desk.note("quotation", page)
    desk.walk.tell("One sentence is told in our words and names the passage it rests on; another quotes hers, with her leave.")  # fmt: skip
    page.goto(f"{desk.noted['report']}builds/")
    page.get_by_role("button", name="Build the report").click()
    desk.note("builds", page)
    desk.noted["file"] = file_of(page, "report.html")
    page.get_by_role("button", name="Mark as delivered").click()
    expect(page.locator("h1 .fw-tag")).to_have_text("Delivered")
    desk.walk.tell("The report is built as web page, PDF, Word file and tables, and delivered.")


def file_of(page: Page, name: str) -> str:
    """The address of a built file, which holds her words."""
    with page.expect_download() as download:
        page.get_by_role("listitem").filter(has_text=name).get_by_role("link").click()
    assert "volunteers drove them" in download.value.path().read_text()
    return str(download.value.url)


def two_clicks_lead_from_the_report_to_her_words(desk: Desk) -> None:
    desk.walk.step(6, "Two clicks from a sentence to the words it rests on", "web/plan")
    page = desk.staff
    page.goto(f"{desk.noted['report']}preview/")
    desk.note("preview", page)
    for said in page.locator("[id^=sentence-]").all():
        said.get_by_role("link").first.click()
        page.locator(":target").get_by_role("link").click()
        expect(page.locator("mark")).to_have_text(HERS)
        expect(page.locator("main")).to_contain_text(OURS)
        page.goto(desk.noted["preview"])
    desk.walk.tell("From any sentence the first click leads to its source, the second to the words, marked, on their page.")  # fmt: skip


def another_person_signs_the_release(desk: Desk) -> None:
    desk.walk.step(7, "It is released, and signed off by another person", "publishing")
    page = desk.staff
    page.goto("/plan/releases/")
    choose(page, REPORT)
    page.get_by_role("button", name="Freeze it").click()
    page.wait_for_url("**/plan/releases/*-*/")
    desk.note("frozen", page)
    page.get_by_role("button", name="Sign off and publish").click()
    expect(page.get_by_role("alert")).to_contain_text("Ask a colleague")
    other = desk.open_page(desk.noted["frozen"], staff=desk.house.cleo)
    other.get_by_role("button", name="Sign off and publish").click()
    expect(other.locator("dd .fw-tag")).to_have_text("Signed off and public")
    desk.walk.tell(
        "Whoever froze the release cannot sign it off herself; a colleague does, and it is public."
    )


def she_sees_what_became_of_it(desk: Desk) -> None:
    desk.walk.step(8, "She sees what became of it", "web/public")
    page = desk.public
    page.goto(desk.noted["status"])
    desk.axe(page)
    desk.screenshot(page, "plan-status-390")
    for words in (THEME, ADVICE, REPORT):
        expect(page.locator("main")).to_contain_text(words)
    page.get_by_role("link", name=REPORT).click()
    expect(page.locator("main")).to_contain_text("Not affiliated with or endorsed by any government")  # fmt: skip
    desk.note("release", page)
    with page.expect_download() as download:
        page.get_by_role("link", name="The report as a web page").click()
    desk.noted["released file"] = download.value.url
    assert "volunteers drove them" in download.value.path().read_text()
    desk.walk.tell(
        "Her page names the theme, the recommendation and the report, and leads to the published files."
    )


def she_takes_it_back(desk: Desk) -> None:
    desk.walk.step(9, "She takes it back", "publishing, plan")
    page = desk.public
    page.goto(desk.noted["status"])
    page.get_by_role("link", name="Take the comment back").click()
    desk.axe(page)
    page.get_by_role("button", name="Yes, erase it").click()
    expect(page.locator("main")).to_contain_text("You took this comment back")
    desk.axe(page)
    desk.screenshot(page, "plan-withdrawn-390")
    desk.walk.tell("She needs no reason and no account. Her page says that it is done.")


def it_is_gone_everywhere(desk: Desk) -> None:
    """No page that showed her words shows them, and each says what happened."""
    public = ("/public/nowhere/", "/public/nowhere/reports/", "/public/nowhere/goals/?goal=NCP-5", "/public/nowhere/feed.xml", "/public/nowhere/search/?words=riders")  # fmt: skip
    for address in (*public, *(desk.noted[name] for name in ("status", "receipt", "release"))):
        has_no_word_of_hers(desk.public, address)
    assert answer(desk.public, desk.noted["released file"]) == 404
    staff = ("queue", "submission", "passage", "theme", "report", "recommendation", "preview", "builds", "frozen", "quotation")  # fmt: skip
    for name in staff:
        has_no_word_of_hers(desk.staff, desk.noted[name])
    finds_nothing(desk.staff)
    file = desk.staff.request.get(desk.noted["file"])
    assert "volunteers drove them" not in file.text()
    says_what_happened(desk)
    desk.walk.tell("Her words and her name are gone from the queue, the submission, the passage, the search, the theme, the report and its built files, the release and every public page.")  # fmt: skip
    desk.walk.tell("Staff see what is left without them: a theme with what others said, and sentences that are held.")  # fmt: skip


def has_no_word_of_hers(page: Page, address: str) -> None:
    text = page.request.get(address).text()
    assert not [mark for mark in (*MARKS, "volunteers drove them") if mark in text], address


def answer(page: Page, address: str) -> int:
    return int(page.request.get(address).status)


def finds_nothing(page: Page) -> None:
    page.goto("/plan/search/")
    page.get_by_label("Words").fill("riders")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()


def says_what_happened(desk: Desk) -> None:
    desk.public.goto(desk.noted["release"])
    expect(desk.public.locator("main")).to_contain_text("something in it was withdrawn")
    desk.axe(desk.public)
    page = desk.staff
    for name in ("queue", "submission", "passage", "report", "builds", "frozen"):
        page.goto(desk.noted[name])
        expect(page.locator("main")).to_contain_text("ithdrawn")
        desk.axe(page)
    page.goto(desk.noted["theme"])
    expect(page.locator("main")).to_contain_text("Buses stop")
    page.goto(desk.noted["report"])
    expect(page.get_by_text("Held sentences")).to_be_visible()
    desk.screenshot(page, "plan-after-withdrawal")


def choose(place: Page | Locator, label: str) -> None:
    """Tick a box or a circle by its words, as a hand would: on the label."""
    place.locator("label").filter(has_text=label).first.click()


def fact(facts: Locator, term: str) -> Locator:
    """What stands beside a term."""
    return facts.locator("dt").filter(has_text=term).locator("+ dd")
