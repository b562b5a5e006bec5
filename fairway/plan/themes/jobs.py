"""What workers do with the aids of this package, and what follows a withdrawal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from fairway.base import aids, audit, jobs
from fairway.base.models import Job
from fairway.plan.documents.actions.redact import BAR
from fairway.plan.documents.models import Passage
from fairway.plan.themes import definitions
from fairway.plan.themes.actions import suggest, suggest_synergies, suggest_themes, synergies
from fairway.plan.themes.actions.ground import settle
from fairway.plan.themes.models import (
    Assignment,
    Synergy,
    SynergyEvidence,
    SynergyStep,
    Theme,
    ThemeMerge,
    ThemeStep,
    in_spam,
)
from fairway.plan.themes.rules.words import repeats

WITHDRAWAL = "system:withdrawal"


def register_aids() -> None:
    """Make this package's aids known. `config` calls it at start-up; a card that cannot be used stops the start."""
    for aid in definitions.aids():
        aids.register(aid)


def works(clock: Callable[[], datetime]) -> dict[str, jobs.Work]:
    """What a worker can do, by kind of job."""

    def themes(job: Job) -> dict[str, object]:
        run = suggest_themes(
            program_id=int(job.args["program_id"]),
            zoom=job.args["zoom"],
            by=job.asked_by,
            at=clock(),
            progress=lambda done, total: jobs.report(job, done=done, total=total, at=clock()),
        )
        return dict(run.result)

    def pairs(job: Job) -> dict[str, object]:
        program_id = int(job.args["program_id"])
        return dict(suggest_synergies(program_id=program_id, by=job.asked_by, at=clock()).result)

    return {suggest.KIND: themes, synergies.AID: pairs}


@transaction.atomic
def forget_withdrawn(*, at: datetime) -> int:
    """Erase what themes keep of withdrawn words; how many themes changed. Safe to call again.

    A name or summary that repeats six words in a row of them is emptied and the theme held until a person names it anew;
    a theme that now rests on one source (spam is none) is a candidate again; a suggested synergy without evidence of both is gone.
    Notes that staff wrote beside their moves until the withdrawal go as well: they may repeat the words.
    """
    withdrawn = Passage.objects.filter(document__withdrawn_at__isnull=False)
    rows = Assignment.objects.filter(passage__in=withdrawn, removed_at__isnull=True)
    losing = set(rows.values_list("theme_id", flat=True))
    programs = set(withdrawn.values_list("document__program_id", flat=True))
    gone = dict(withdrawn.filter(document__program_id__in=programs).values_list("pk", "text"))
    changed = 0
    for theme in Theme.objects.filter(program_id__in=programs):
        said = f"{theme.name}\n{theme.summary}"
        if gone.keys() & set(theme.echoes) or _repeats_any(said, gone, theme.pk in losing):
            _blank(theme, at=at)
            changed += 1
    spam = Assignment.objects.filter(passage__document__in=in_spam(), removed_at__isnull=True)
    losing |= set(spam.values_list("theme_id", flat=True))
    themes = list(Theme.objects.filter(pk__in=losing))
    before = {theme.pk: theme.state for theme in themes}
    settle(themes, by=WITHDRAWAL, at=at)
    changed += sum(theme.state != before[theme.pk] for theme in themes)
    _forget_synergies(programs)
    _forget_notes()
    return changed


def _repeats_any(said: str, gone: dict[int, str], is_losing: bool) -> bool:
    """Where the words are still there to compare with: a call before they were erased."""
    return is_losing and any(text and repeats(said, text) for text in gone.values())


def _blank(theme: Theme, *, at: datetime) -> None:
    theme.name, theme.summary, theme.echoes, theme.held_at = "", "", [], at
    theme.terms = []
    theme.save(update_fields=["name", "summary", "echoes", "held_at", "terms"])
    audit.record("theme.held", about=theme, by=WITHDRAWAL, at=at, program_id=theme.program_id)


def _forget_synergies(programs: set[int]) -> None:
    """A suggestion that nothing that stands speaks for any more, on either side, is no suggestion."""
    for synergy in Synergy.objects.filter(
        program_id__in=programs, state=Synergy.State.SUGGESTED, run__isnull=False
    ):
        evidence = synergy.evidence.exclude(passage__document__withdrawn_at__isnull=False)
        evidence = evidence.exclude(activity__submission__state="withdrawn")
        sides = set(evidence.values_list("stakeholder_id", flat=True))
        if not {synergy.left_id, synergy.right_id} <= sides:
            synergy.delete()


def _forget_notes() -> None:
    """Reasons beside the moves and merges of what rested on withdrawn passages; those written later stay."""
    lost = Assignment.objects.filter(passage__document__withdrawn_at__isnull=False)
    until = "passage__document__withdrawn_at__gte"
    by_theme = lost.filter(**{until: OuterRef("moved_at")})
    steps = ThemeStep.objects.exclude(reason="").filter(
        Exists(by_theme.filter(theme=OuterRef("theme")))
        | Exists(by_theme.filter(theme__merges__merged=OuterRef("theme")))
    )
    steps.update(reason="")
    by_merge = lost.filter(**{until: OuterRef("merged_at")})
    merges = ThemeMerge.objects.exclude(reason="").filter(
        Exists(by_merge.filter(Q(theme=OuterRef("kept")) | Q(theme=OuterRef("merged"))))
    )
    merges.update(reason="")
    evidence = SynergyEvidence.objects.filter(
        Q(**{until: OuterRef("moved_at")})
        | Q(activity__submission__document__withdrawn_at__gte=OuterRef("moved_at")),
        synergy=OuterRef("synergy"),
    )
    # A rejection and an outcome are never without words (their own constraint); the sign says that words were taken out.
    told = SynergyStep.objects.exclude(text__in=["", BAR]).filter(Exists(evidence))
    told.update(text=BAR)
