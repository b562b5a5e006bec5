"""Every page of the plan with something on it: one made-up program whose comments, themes, report and release exist."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from fairway.base.jobs import ask
from fairway.plan.documents.actions.corrections import correct_passage
from fairway.plan.documents.actions.keep import keep
from fairway.plan.documents.models import Passage
from fairway.plan.goals.actions import tag
from fairway.plan.intake.actions import FormInput
from fairway.plan.intake.models import Submission
from fairway.plan.reports import actions as reports
from fairway.plan.reports.build import build
from fairway.plan.reports.build.deliver import deliver
from fairway.plan.themes import actions as themes
from fairway.publishing.actions.input import RegistrationFacts, take_comment, take_registration
from fairway.publishing.actions.releases import release_report, sign_release
from fairway.publishing.actions.withdraw import withdraw_submission
from tests.factories import plan_efforts, plan_intake, plan_meetings, plan_stakeholders, plan_themes
from tests.journeys.plan_house import a_house

SAID = (
    ("Example Riders", "Ninety riders from the upper valley reached their radiation because volunteers drove them."),
    ("Example Clinic", "Buses stop at the county line, so patients miss their infusion visits when no neighbor can drive."),
    ("Example Harbor Hospital", "We lend tablets to patients without broadband, and many are afraid of video visits at first."),
    ("", "I was diagnosed with leukemia in May. Nobody told me that somebody would have driven me."),
)  # fmt: skip
LETTER = "Please fund rides to treatment in every county of the state this year, because people without a car wait longer. "
RECORD = """---
title: What the coalition heard
date: 2026-03-02
---
## Rides

Volunteers drive patients over the mountain road in winter, at their own cost.

## Screens

Tablets are lent for a month, and a neighbor shows how they work.
"""


class World:
    """The addresses of its pages, by the names of their routes."""

    def __init__(self) -> None:
        self.at = timezone.now()
        self.house = a_house()
        self.program = self.house.site.program
        self.ada, self.cleo = self.house.ada, self.house.cleo
        self.bodies = [
            plan_stakeholders.StakeholderFactory(program=self.program, name=name)
            for name in ("Example Riders", "Example Clinic", "Example Harbor Hospital")
        ]
        self.tokens = [self._comment(who, words) for who, words in SAID]
        self.document = self._document()
        self._efforts()
        self._meeting()
        self.theme, self.other_theme = self._themes()
        self.synergy = self._synergy()
        self.campaign, self.deadline = self._campaign()
        self.draft, self.sentence, self.advice = self._report("The year to come")
        self.built = build(report_id=self.draft.public_id, by=self.ada, at=self.at).build
        self.release = self._release()
        self.withdrawn = self._withdrawn()
        self.registration = self._registration()

    def _comment(self, who: str, words: str) -> str:
        form = FormInput(comment=words, affiliation=who, name="Made-up Person", may_quote=True, goal_codes=("NCP-4",))  # fmt: skip
        key = UUID(int=Submission.objects.count() + 1)
        return take_comment(site=self.house.site, form=form, form_key=key, at=self.at).token

    def _document(self) -> Any:
        kept = keep(
            program=self.program, kind="page", key="heard", content=RECORD.encode(), media_type="text/markdown",
            received_at=self.at, by=self.ada.actor, at=self.at, title="What the coalition heard", is_public=True,
            url="https://example.org/heard",
        )  # fmt: skip
        correct_passage(
            passage_id=self.passage("Tablets are").public_id, before="a month", after="two months",
            reason="The lending rules changed.", source="Example rules, page 2", by=self.ada, at=self.at,
        )  # fmt: skip
        return kept

    def _efforts(self) -> None:
        for body, topic, place, goals in zip(
            self.bodies, ("transport", "navigation", "telehealth"), ("rural", "nationwide", "rural"),
            (("NCP-4", "NCP-5"), ("NCP-5",), ("NCP-1", "NCP-4")), strict=True,
        ):  # fmt: skip
            self.activity = plan_efforts.ActivityFactory(
                stakeholder=body, title=f"What {body.name} does", topics=[topic], places=[place],
                summary="Made up.", challenges="No bus.",
            )  # fmt: skip
            for code in goals:
                tag(activity=self.activity, code=code, origin="staff", by=self.ada.actor, at=self.at)  # fmt: skip

    def _meeting(self) -> None:
        meeting, day = self.house.meeting, self.house.meeting.starts_on
        plan_meetings.HashtagFactory(series=meeting.series, valid_from=day - timedelta(days=90))
        plan_meetings.LandmarkFactory(series=meeting.series)
        plan_meetings.VoteFactory(meeting=meeting)
        plan_meetings.ParticipantFactory(meeting=meeting, affiliation="Example Clinic")
        plan_meetings.PresentationFactory(
            meeting=meeting, stakeholder=self.bodies[0], goal_codes=["NCP-4"], goals_source="made up",
            shown="A list of drivers.", asked="Money for miles.",
        )  # fmt: skip
        plan_meetings.DiscussionPointFactory(
            meeting=meeting, heading="Rides", passage=self.passage("Volunteers drive"), source_page="1"
        )  # fmt: skip
        plan_meetings.SummaryFactory(meeting=meeting, document=self.document, drafted_on=day)
        second = plan_meetings.AgendaFactory(meeting=meeting, version=2, dated_on=day)
        plan_meetings.AgendaItemFactory(agenda=second, ordinal=1, title="Welcome")
        plan_meetings.RegistrationFactory(meeting=meeting, accommodation="Large print")

    def _themes(self) -> tuple[Any, Any]:
        words = ("Ninety riders", "Buses stop", "Volunteers drive")
        theme = themes.make_theme(
            name="Getting there", summary="Rides decide who is treated.", by=self.ada, at=self.at,
            passage_ids=[self.passage(one).public_id for one in words],
        )  # fmt: skip
        themes.accept(theme_id=theme.public_id, by=self.ada, at=self.at)
        other = plan_themes.ThemeFactory(
            program=self.program, name="screens, tablets, video", name_origin="machine", origin="machine",
            terms=["tablets", "video"], is_minority_view=True,
        )  # fmt: skip
        plan_themes.AssignmentFactory(
            theme=other, passage=self.passage("We lend tablets"), origin="machine", score=0.61
        )  # fmt: skip
        themes.set_aside(theme_id=themes.make_theme(name="Parking", by=self.ada, at=self.at).public_id, reason="Nobody said it.", by=self.ada, at=self.at)  # fmt: skip
        merged = themes.make_theme(name="Buses", by=self.ada, at=self.at)
        themes.merge(kept_id=theme.public_id, merged_id=merged.public_id, reason="The same.", by=self.ada, at=self.at)  # fmt: skip
        return theme, other

    def _synergy(self) -> Any:
        left, right = self.bodies[:2]
        synergy = plan_themes.SynergyFactory(program=self.program, left=left, right=right)
        for side, words in ((left, "Ninety riders"), (right, "Buses stop")):
            plan_themes.SynergyEvidenceFactory(synergy=synergy, stakeholder=side, passage=self.passage(words))  # fmt: skip
        plan_themes.SynergyStepFactory(synergy=synergy)
        return synergy

    def _campaign(self) -> tuple[Any, Any]:
        self.letters = [self._comment("", LETTER * 2 + own) for own in ("My mother had none.", "I had to walk.")]  # fmt: skip
        letters = list(Submission.objects.order_by("-pk")[:2])
        campaign = plan_intake.CampaignFactory(program=self.program, medoid=letters[0])
        Submission.objects.filter(pk__in=[one.pk for one in letters]).update(campaign=campaign)
        deadline = plan_intake.DeadlineFactory(program=self.program, closes_on=self.house.meeting.starts_on)  # fmt: skip
        return campaign, deadline

    def _report(self, title: str) -> tuple[Any, Any, Any]:
        by, at = self.ada, self.at
        made = reports.start_report(title=title, subtitle="Made up", by=by, at=at, deadline_id=self.deadline.public_id)  # fmt: skip
        section = self.section = reports.add_section(
            report_id=made.public_id, kind="theme", heading="Rides", by=by, at=at, theme_id=self.theme.public_id
        )  # fmt: skip
        hers = self.passage("Ninety riders")
        sentence = reports.write_sentence(
            section_id=section.public_id, text="Where volunteers drive, treatment is kept.",
            passage_ids=[hers.public_id, self.passage("Volunteers drive").public_id], by=by, at=at,
        )  # fmt: skip
        reports.quote(section_id=section.public_id, passage_id=hers.public_id, start=0, end=13, lead_in="They count them:", by=by, at=at)  # fmt: skip
        advice = reports.propose_recommendation(
            report_id=made.public_id, text="Pay the drivers for their miles.", goal_codes=["NCP-4"], by=by, at=at
        )  # fmt: skip
        key = advice.public_id
        reports.link_evidence(recommendation_id=key, theme_ids=[self.theme.public_id], by=by, at=at)
        reports.adopt(recommendation_id=key, by=by, at=at)
        reports.assign(recommendation_id=key, stakeholder_ids=[self.bodies[1].public_id], by=by, at=at)  # fmt: skip
        return made, sentence, advice

    def _release(self) -> Any:
        report, _sentence, _advice = self._report("The year in Nowhere")
        report = deliver(report_id=report.public_id, on=timezone.localdate(self.at), by=self.ada, at=self.at)  # fmt: skip
        release = release_report(site=self.house.site, report=report, by=self.ada.actor, at=self.at)
        return sign_release(release=release, by=self.cleo.actor, at=self.at)

    def _withdrawn(self) -> tuple[Any, str]:
        token = self._comment("Example Nobody", "This will be taken back by whoever said it.")
        newest = Submission.objects.latest("pk")
        withdraw_submission(submission=newest, by="system:test", at=self.at)
        return newest, token

    def _registration(self) -> str:
        facts = RegistrationFacts(name="Made-up Person", accommodation="Captions")
        return take_registration(site=self.house.site, meeting=self.house.meeting.public_id, facts=facts, at=self.at).token  # fmt: skip

    def passage(self, words: str) -> Passage:
        """The passage that begins with the words."""
        found: Passage = Passage.objects.filter(document__program=self.program, text__startswith=words).earliest("pk")  # fmt: skip
        return found

    def submission(self, words: str) -> Submission:
        """The submission that holds the words."""
        return Submission.objects.get(document=self.passage(words).document)

    def staff_pages(self) -> dict[str, str]:
        """An address for every page that plan staff open with a link. A name after a colon tells apart what one route shows."""
        meeting, site = self.house.meeting.public_id, self.house.site
        page = site.pages.get(path="blogs/spring")
        job = ask("plan-intake", args={"kind": "chat"}, by=self.ada.actor, at=self.at, program_id=self.program.pk)  # fmt: skip
        asked = ask("theme-candidates", args={}, by=self.ada.actor, at=self.at, program_id=self.program.pk)  # fmt: skip
        named = {
            name: reverse(name) for name in (
                "plan_home", "plan_series", "plan_series_new", "plan_stakeholders", "plan_activities", "plan_activity_new", "plan_map",
                "plan_goals", "plan_submissions", "plan_intake_files", "plan_intake_post", "plan_deadlines", "plan_campaigns",
                "plan_themes", "plan_themes_review", "plan_themes_alone", "plan_synergies", "plan_aids", "plan_reports",
                "plan_recommendations", "plan_search", "pages", "page_new", "site", "releases",
            )
        }  # fmt: skip
        with_keys: dict[str, tuple[str, Any]] = {
            "plan_meeting": ("meeting", meeting), "plan_registrations": ("meeting", meeting), "plan_outputs": ("meeting", meeting),
            "plan_meeting_new": ("series", self.house.meeting.series.public_id), "plan_stakeholder": ("stakeholder", self.bodies[0].public_id),
            "plan_activity": ("activity", self.activity.public_id), "plan_submission": ("submission", self.submission("Ninety").public_id),
            "plan_submission:held": ("submission", self.submission("I was").public_id),
            "plan_submission:withdrawn": ("submission", self.withdrawn[0].public_id),
            "plan_submission_withdraw": ("submission", self.submission("Buses").public_id), "plan_intake_file": ("job", job.public_id),
            "plan_campaign": ("campaign", self.campaign.public_id), "plan_theme": ("theme", self.theme.public_id),
            "plan_theme:machine": ("theme", self.other_theme.public_id), "plan_themes_asked": ("job", asked.public_id),
            "plan_synergy": ("synergy", self.synergy.public_id), "plan_report": ("report", self.draft.public_id),
            "plan_report_preview": ("report", self.draft.public_id), "plan_builds": ("report", self.draft.public_id),
            "plan_sentence_write": ("section", self.first_section.public_id), "plan_sentence": ("sentence", self.sentence.public_id),
            "plan_recommendation": ("advice", self.advice.public_id), "plan_document": ("document", self.document.public_id),
            "plan_passage": ("passage", self.passage("Ninety").public_id), "plan_passage:page": ("passage", self.passage("Tablets").public_id),
            "page": ("page", page.public_id), "page_write": ("page", page.public_id), "page_version": ("version", page.published.public_id),
            "release": ("release", self.release.public_id),
        }  # fmt: skip
        keyed = {
            name: reverse(name.split(":")[0], kwargs={key: value})
            for name, (key, value) in with_keys.items()
        }
        return named | keyed | {"plan_goals:all": f"{named['plan_goals']}?goals=all"}

    @property
    def first_section(self) -> Any:
        """Of the draft."""
        return self.draft.sections.get()

    def public_pages(self) -> dict[str, str]:
        """An address for every page that anyone may open."""
        site = {"site": self.house.site.slug}
        at_meeting = site | {"meeting": self.house.meeting.public_id}
        plain = ("public_site", "public_blogs", "public_meetings", "public_goals", "public_reports", "public_comment")  # fmt: skip
        named = {name: reverse(name, kwargs=site) for name in plain}
        keyed = {
            "public_page": reverse("public_page", kwargs=site | {"path": "blogs/spring"}),
            "public_page:list": reverse("public_page", kwargs=site | {"path": "blogs"}),
            "public_tag": reverse("public_tag", kwargs=site | {"tag": "patientnavigation"}),
            "public_search": f"{reverse('public_search', kwargs=site)}?words=tablets",
            "public_meeting": reverse("public_meeting", kwargs=at_meeting),
            "public_register": reverse("public_register", kwargs=at_meeting),
            "public_release": reverse("public_release", kwargs=site | {"number": self.release.number}),
            "comment_status": reverse("comment_status", args=[self.tokens[0]]),
            "comment_status:held": reverse("comment_status", args=[self.tokens[3]]),
            "comment_status:withdrawn": reverse("comment_status", args=[self.withdrawn[1]]),
            "comment_receipt": reverse("comment_receipt", args=[self.tokens[1]]),
            "comment_withdraw": reverse("comment_withdraw", args=[self.tokens[1]]),
            "registration": reverse("registration", args=[self.registration]),
        }  # fmt: skip
        return named | keyed
