"""Themes, passages and synergies in words; templates only place them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairway.base.aids import Aid
from fairway.base.models import AidRun, AidSwitch, Job
from fairway.plan.themes.queries import Audited, Listed, Side, Standing, SynergyPage, ThemePage
from fairway.plan.themes.queries.listing import Counts
from fairway.plan.themes.queries.synergies import topic_name
from fairway.web.plan.themes import words
from fairway.web.words import stored_problem
from fairway.web.workbench.words import day, language, moment

Tag = tuple[str | Promise, str]


@dataclass(frozen=True)
class Tab:
    """A link to one of the pages that belong together."""

    word: str
    href: str
    is_here: bool
    count: int | None = None


def tabs(here: str) -> list[Tab]:
    """Themes, what stands in none, the queue, synergies, aids."""
    pages = (
        ("plan_themes", _("Themes")),
        ("plan_themes_review", _("To review")),
        ("plan_themes_alone", _("In no theme")),
        ("plan_synergies", _("Synergies")),
        ("plan_aids", _("Aids")),
    )
    return [Tab(word, reverse(name), name == here) for name, word in pages]


def name_of(theme: Any) -> str:
    """The theme's name; a held one says that it needs one."""
    return theme.name or _("(a name is needed)")


class ThemeCard:
    """A theme with its counts and marks."""

    def __init__(self, theme: Any, counts: Counts) -> None:
        self.theme = theme
        self.counts = counts
        self.href = reverse("plan_theme", args=[theme.public_id])

    @classmethod
    def of(cls, listed: Listed) -> ThemeCard:
        """From the listing."""
        return cls(listed.theme, listed.counts)

    @property
    def name(self) -> str:
        """Its name."""
        return name_of(self.theme)

    @property
    def tags(self) -> list[Tag]:
        """State, and what a reader must know of name and size."""
        tags: list[Tag] = [words.STATES[self.theme.state]]
        if self.theme.held_at:
            tags.append((_("Held: its name repeated withdrawn words"), "alert"))
        elif self.theme.name_origin == "machine":
            tags.append((_("Named by the machine"), "soon"))
        if self.theme.is_minority_view:
            tags.append((_("Minority view"), "note"))
        return tags

    @property
    def figures(self) -> list[tuple[str, int]]:
        """All counts, always together: a number of letters alone says little."""
        return [
            (_("Passages"), self.counts.passages),
            (_("Submissions"), self.counts.submissions),
            (_("Different texts"), self.counts.texts),
            (_("Organizations"), self.counts.organizations),
            (_("Independent sources"), self.counts.sources),
            (_("Not reviewed"), self.counts.undecided),
        ]

    @property
    def is_open(self) -> bool:
        """Not yet decided by a person."""
        return self.theme.state in ("candidate", "supported")


class PassageCard:
    """A passage in a theme: the words, where they stand, who said them, by whose hand it is here."""

    def __init__(self, standing: Standing) -> None:
        row = standing.assignment
        self.passage = row.passage
        self.theme_id = row.theme_id
        self.row = row
        self.href = reverse("plan_passage", kwargs={"passage": row.passage.public_id})
        self.where = where(row.passage)
        self.who = standing.stakeholder or words.group(standing.behind.channel or "document")

    @property
    def tag(self) -> Tag:
        """By whose hand, and how firmly the machine would have it."""
        if self.row.origin == "human":
            return _("By a person"), "good"
        if self.row.confirmed_at is not None:
            return _("By the machine, confirmed"), "good"
        firm = round(100 * (self.row.score or 0))
        return _("By the machine, %(firm)s %% firm") % {"firm": firm}, "soon"


def where(passage: Any) -> str:
    """The document's title and the page."""
    title = passage.document.title or words.group(passage.document.kind)
    page = passage.page_label or passage.page
    return f"{title}, {_('p. %(page)s') % {'page': page}}" if page else str(title)


class ThemeSheet:
    """One theme's page."""

    def __init__(self, page: ThemePage, *, zone: ZoneInfo, people: dict[str, str]) -> None:
        self.card = ThemeCard(page.theme, page.counts)
        self.theme = page.theme
        self.passages = [PassageCard(one) for one in page.passages]
        self.merges = [(one.public_id, name_of(one.merged), one.reason) for one in page.merges]
        self.others = [(one.public_id, name_of(one)) for one in page.others]
        here = reverse("plan_theme", args=[page.theme.public_id])
        self.next = f"{here}?after={page.next_after}" if page.next_after else ""
        self.steps = [
            (
                words.STATES[one.state][0],
                _("was called “%(name)s”") % {"name": one.name_before} if one.name_before else "",
                one.reason,
                words.by_whom(one.moved_by, people),
                moment(one.moved_at, zone),
            )
            for one in page.steps
        ]


class SynergyLine:
    """A synergy in a list."""

    def __init__(self, synergy: Any) -> None:
        self.synergy = synergy
        self.href = reverse("plan_synergy", args=[synergy.public_id])
        self.topic = topic_name(synergy.topic, language=language())
        self.kind = words.SYNERGY_KINDS[synergy.kind]
        self.tag = words.SYNERGY_STATES[synergy.state]


class SynergySheet(SynergyLine):
    """One synergy's page: the evidence of both sides."""

    def __init__(self, page: SynergyPage, *, zone: ZoneInfo, people: dict[str, str]) -> None:
        super().__init__(page.synergy)
        self.sides = [self._side(page.left), self._side(page.right)]
        self.both = [self._evidence(one) for one in page.both]
        self.steps = [
            (
                words.SYNERGY_STATES[one.state][0],
                one.text,
                day(one.happened_on),
                words.by_whom(one.moved_by, people),
                moment(one.moved_at, zone),
            )
            for one in page.steps
        ]

    def _side(self, side: Side) -> tuple[str, list[tuple[str, str, str, str]]]:
        return side.stakeholder.name, [self._evidence(one) for one in side.evidence]

    @staticmethod
    def _evidence(one: Any) -> tuple[str, str, str, str]:
        """Words, where they stand, the address of the place, the language."""
        passage = one.passage or (one.activity.passage if one.activity else None)
        href = reverse("plan_passage", kwargs={"passage": passage.public_id}) if passage else ""
        if one.activity is not None:
            said = ": ".join(filter(None, (one.activity.title, one.activity.summary)))
            page = one.activity.source_page
            source = one.activity.source
            return (
                said,
                f"{source}, {_('p. %(page)s') % {'page': page}}" if page else source,
                href,
                "",
            )
        return one.passage.text, where(one.passage), href, one.passage.language


class JobCard:
    """How far the aid is."""

    def __init__(self, job: Job, *, zone: ZoneInfo) -> None:
        self.job = job
        self.tag = words.JOBS[job.state]
        self.asked = moment(job.asked_at, zone)
        self.is_open = job.state in ("waiting", "running")
        self.percent = min(100, job.done * 100 // job.total) if job.total else None

    @property
    def problem(self) -> str:
        """Why it stopped."""
        said = self.job.result
        return stored_problem(said) if "text" in said else self.job.problem

    @property
    def outcome(self) -> str:
        """One sentence on what came out."""
        if self.job.state != "done":
            return ""
        made = self.job.result.get("assigned", self.job.result.get("suggested", 0))
        text = ngettext("%(n)s new suggestion", "%(n)s new suggestions", int(made))
        return text % {"n": made}


class AidCard:
    """The card of an aid, its switch and its last uses."""

    def __init__(
        self,
        aid: Aid,
        switch: AidSwitch | None,
        runs: list[AidRun],
        *,
        zone: ZoneInfo,
        people: dict[str, str],
    ) -> None:
        self.aid = aid
        self.is_on = bool(switch and switch.is_on)
        self.switched = (
            _("by %(who)s, %(when)s")
            % {
                "who": words.by_whom(switch.switched_by, people),
                "when": moment(switch.switched_at, zone),
            }
            if switch
            else _("never touched")
        )
        self.runs = [
            (moment(one.started_at, zone), one.version, one.inputs, _counts(one), words.by_whom(one.asked_by, people))
            for one in runs
        ]  # fmt: skip

    @property
    def name(self) -> str:
        """Its name."""
        return self.aid.name.in_language(language())

    @property
    def purpose(self) -> str:
        """What it is for."""
        return self.aid.purpose.in_language(language())

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Every field of the card, in words."""
        tag = language()
        said = self.aid
        texts = [
            (_("Who decides"), said.who_decides),
            (_("What it reads"), said.inputs),
            (_("What it shows"), said.shows),
            (_("How it works"), said.method),
            (_("What it learned from"), said.learned_from),
            (_("Where it is weak"), said.limits),
            (_("What it is not for"), said.not_for),
            (_("What keeps it fair"), said.fairness),
            (_("How it is kept up"), said.upkeep),
        ]
        lines = [(word, text.in_language(tag)) for word, text in texts]
        lines += [
            (one.what.in_language(tag), f"{one.figure}. {_('Baseline')}: {one.baseline}. {one.data.in_language(tag)}")
            for one in said.measured
        ]  # fmt: skip
        groups = ", ".join(str(words.AUDITED_BY.get(one, one)) for one in said.audited_by)
        return [
            *lines,
            (_("Audited by"), groups),
            (_("Answers for it"), said.owner),
            (_("Version"), f"{said.version}, {_('reviewed')} {day(said.reviewed_on)}, {_('next')} {day(said.next_review_on)}"),
        ]  # fmt: skip


def _counts(run: AidRun) -> str:
    """What came out, as counts; not ended where it was cut off."""
    if run.ended_at is None:
        return _("not ended")
    made = run.result.get("assigned", run.result.get("suggested", 0))
    return ngettext("%(n)s suggestion", "%(n)s suggestions", int(made)) % {"n": made}


@dataclass(frozen=True)
class AuditLine:
    """One group of the audit in words."""

    by: str
    group: str
    passages: int
    share: str
    decided: int
    agreed: str

    @classmethod
    def of(cls, one: Audited) -> AuditLine:
        """Shares as whole percent; a dash where nothing was decided."""
        agreed = one.agreement.share
        return cls(
            str(words.AUDITED_BY.get(one.by, one.by)),
            words.group(one.group),
            one.passages,
            f"{round(100 * one.share)} %",
            one.agreement.decided,
            "–" if agreed is None else f"{round(100 * agreed)} %",
        )
