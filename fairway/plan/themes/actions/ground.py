"""What the other actions stand on: finding a theme, its state after a change, and whose words its name repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from fairway.people.models import Staff
from fairway.people.queries import NotVisible
from fairway.plan.documents.models import Document, Passage
from fairway.plan.documents.queries.search import repeating
from fairway.plan.intake.actions import move_many
from fairway.plan.intake.models import Submission
from fairway.plan.themes.models import Assignment, Theme, ThemeStep
from fairway.plan.themes.queries.origins import Behind, behind
from fairway.plan.themes.rules.standing import state_for
from fairway.plan.themes.rules.words import REPEATED_WORDS, repeats


def find_theme(theme_id: UUID, *, by: Staff) -> Theme:
    """The theme, locked until the end of the transaction. Raises NotVisible."""
    found = Theme.objects.visible_to(by).select_for_update(of=("self",)).filter(public_id=theme_id)
    theme = found.first()
    if theme is None:
        raise NotVisible(f"There is no theme {theme_id} among those that you may see.")
    return theme


def find_passages(passage_ids: Iterable[UUID], *, by: Staff) -> list[Passage]:
    """The standing passages. Raises NotVisible for any that is a stranger's or was withdrawn."""
    wanted = set(passage_ids)
    rows = Passage.objects.visible_to(by).standing().filter(public_id__in=wanted)
    found = list(rows.select_related("document"))
    if len(found) != len(wanted):
        raise NotVisible("One of these passages is not among those that you may see. Reload the page.")  # fmt: skip
    return found


def step(theme: Theme, *, state: str, by: str, at: datetime, reason: str = "") -> None:
    """Move a theme, and write it down."""
    theme.state = state
    theme.save(update_fields=["state"])
    theme.steps.create(state=state, reason=reason, moved_by=by, moved_at=at)


def settle(themes: Collection[Theme], *, by: str, at: datetime) -> None:
    """Give each theme the state that its sources allow (STK-9). Three queries and those of `behind`, however many."""
    if not themes:
        return
    sources = sources_of(themes)
    moved, steps = [], []
    for theme in themes:
        state = state_for(state=theme.state, sources=len(sources[theme.pk]))
        if state != theme.state:
            theme.state = state
            moved.append(theme)
            steps.append(ThemeStep(theme=theme, state=state, moved_by=by, moved_at=at))
    Theme.objects.bulk_update(moved, ["state"], batch_size=500)
    ThemeStep.objects.bulk_create(steps, batch_size=500)


def sources_of(themes: Collection[Theme]) -> dict[int, set[str]]:
    """The independent sources of each theme, by its key."""
    rows = Assignment.objects.standing().filter(theme__in=[theme.pk for theme in themes])
    pairs = list(rows.values_list("theme_id", "passage_id"))
    speakers: dict[int, Behind] = {}
    for program_id in {theme.program_id for theme in themes}:
        speakers |= behind(program_id, {passage for _, passage in pairs})
    found: dict[int, set[str]] = defaultdict(set)
    for theme, passage in pairs:
        if passage in speakers:
            found[theme].add(speakers[passage].source)
    return found


def echoes_in(text: str, *, program_id: int, assigned: Collection[int]) -> list[int]:
    """Keys of the passages whose words the text repeats, six in a row: the program's by the index, and the theme's own."""
    found = set(repeating(program_id, text, words_in_a_row=REPEATED_WORDS))
    own = Passage.objects.standing().filter(pk__in=list(assigned)[:500])
    found |= {key for key, said in own.values_list("pk", "text") if repeats(text, said)}
    return sorted(found)


def note_echoes(theme: Theme, passages: Iterable[Passage]) -> None:
    """Passages that come to a theme whose name or summary already has their words."""
    found = [one.pk for one in passages if repeats(f"{theme.name}\n{theme.summary}", one.text)]
    if set(found) - set(theme.echoes):
        theme.echoes = sorted({*theme.echoes, *found})
        theme.save(update_fields=["echoes"])


def mark_themed(passages: Collection[Passage], *, by: str, at: datetime) -> None:
    """What became of the input: a person put it into a theme (STK-24). Only screened ones move, and none moves back."""
    level = documents = {one.document_id for one in passages}
    while level:
        above = Document.objects.filter(pk__in=level, part_of__isnull=False)
        level = set(above.values_list("part_of_id", flat=True)) - documents
        documents |= level
    sent = Submission.objects.filter(document__in=documents, state__in=["screened", "tagged"])
    move_many(submissions=list(sent), to=Submission.State.THEMED, by=by, at=at)
