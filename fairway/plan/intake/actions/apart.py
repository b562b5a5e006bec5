"""Telling the words of a template from those that each writer added: marked, and cut where they change hands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import F

from fairway.plan.documents.models import Passage
from fairway.plan.documents.queries.search import add
from fairway.plan.documents.rules import passage_digest
from fairway.plan.intake.actions.moves import move
from fairway.plan.intake.actions.screen import screen_again
from fairway.plan.intake.models import Hold, Submission
from fairway.plan.intake.rules.likeness import Run, runs, shared_sentences

BY = "system:campaigns"
# What may be told apart again: words of her own and words of the template, and nothing that a reader set aside.
TOLD_APART = (Passage.Kind.TEXT, Passage.Kind.FORM_TEXT)
AT_ONCE = 1000
# Out of the way of every ordinal, while those behind a cut move on.
ASIDE = 1_000_000


def tell_apart(letters: Sequence[Submission], *, medoid_id: int | None, at: datetime) -> None:
    """The template's sentences in every letter but the medoid become form text; all others stay each writer's own."""
    passages = _passages(letters)
    shared = shared_sentences(
        (" ".join(one.text for one in passages[letter.document_id]), 1) for letter in letters
    )
    whole = [one for one in letters if one.pk == medoid_id]
    others = [one for one in letters if one.pk != medoid_id]
    changed = _mark(whole, passages, frozenset(), at=at) | _mark(others, passages, shared, at=at)
    for some in _some(sorted(changed)):
        add(some)


def make_whole(letter: Submission, *, at: datetime) -> None:
    """All its words are its own again."""
    changed = _mark([letter], _passages([letter]), frozenset(), at=at)
    if changed:
        add(changed)


def _mark(
    letters: Sequence[Submission],
    passages: dict[int, list[Passage]],
    shared: frozenset[str],
    *,
    at: datetime,
) -> set[int]:
    """Mark each passage as the template's or her own; one that is both is cut. The documents that changed."""
    kinds: dict[str, list[int]] = defaultdict(list)
    mixed: list[tuple[Submission, Passage, list[Run]]] = []
    changed: set[int] = set()
    for letter in letters:
        # From the end, so that what is cut later stands before what was cut.
        for passage in reversed(passages[letter.document_id]):
            found = runs(passage.text, shared)
            kind = Passage.Kind.FORM_TEXT if found and found[0].is_shared else Passage.Kind.TEXT
            if len(found) > 1:
                mixed.append((letter, passage, found))
            elif found and passage.kind != kind:
                kinds[kind].append(passage.pk)
                changed.add(passage.document_id)
    for each, ids in kinds.items():
        for some in _some(ids):
            Passage.objects.filter(pk__in=some).update(kind=each)
    return changed | _cut_all(mixed, at=at)


def _cut_all(mixed: list[tuple[Submission, Passage, list[Run]]], *, at: datetime) -> set[int]:
    ids = [passage.pk for _letter, passage, _found in mixed]
    used, asked = _used(ids), _asked(ids)
    cut = [one for one in mixed if one[1].pk not in used]
    settle: dict[int, Submission] = {}
    for letter, passage, found in cut:
        is_asked = passage.pk in asked
        if is_asked:
            Hold.objects.filter(passage=passage, decided_at__isnull=True).delete()
            settle[letter.pk] = letter
        for piece in _cut(passage, found):
            if is_asked and piece.kind == Passage.Kind.TEXT:
                screen_again(submission=letter, passage=piece, at=at)
    for letter in settle.values():
        _settle(letter, at=at)
    return {passage.document_id for _letter, passage, _found in cut}


def _cut(passage: Passage, found: list[Run]) -> list[Passage]:
    """The first stretch keeps the row, the others follow it; what stood behind moves on."""
    whole, begins, more = passage.text, passage.start, len(found) - 1
    behind = Passage.objects.filter(document=passage.document_id, ordinal__gt=passage.ordinal)
    # In two steps, because no two may have one number even while they move.
    if behind.update(ordinal=F("ordinal") + ASIDE):
        behind.update(ordinal=F("ordinal") - ASIDE + more)
    pieces = [passage]
    pieces += [
        Passage(
            document_id=passage.document_id, part=passage.part, page=passage.page,
            page_label=passage.page_label, language=passage.language, ordinal=passage.ordinal + number,
        )
        for number in range(1, more + 1)
    ]  # fmt: skip
    for piece, run in zip(pieces, found, strict=True):
        piece.text = whole[run.start : run.end]
        piece.kind = Passage.Kind.FORM_TEXT if run.is_shared else Passage.Kind.TEXT
        piece.digest = passage_digest(piece.text)
        piece.start, piece.end = begins + run.start, begins + run.end
    passage.save(update_fields=["text", "kind", "digest", "start", "end"])
    Passage.objects.bulk_create(pieces[1:])
    return pieces


def _settle(letter: Submission, *, at: datetime) -> None:
    """What was held only for words of the template is held no more: the medoid asks for all."""
    is_open = letter.holds.filter(decided_at__isnull=True).exists()
    if letter.state == Submission.State.HELD and not is_open:
        move(submission=letter, to=Submission.State.SCREENED, reason="form text", by=BY, at=at)


def _passages(letters: Sequence[Submission]) -> dict[int, list[Passage]]:
    found: dict[int, list[Passage]] = defaultdict(list)
    for some in _some([one.document_id for one in letters]):
        rows = Passage.objects.filter(document__in=some, kind__in=TOLD_APART)
        for passage in rows.order_by("document_id", "ordinal"):
            found[passage.document_id].append(passage)
    return found


def _used(ids: list[int]) -> set[int]:
    """Those that anything but an open question points at: a theme, a sentence, a fact. They stay in one piece."""
    found: set[int] = set()
    for relation in Passage._meta.related_objects:
        model, field = relation.related_model, relation.field.name
        for some in _some(ids):
            rows = model._default_manager.filter(**{f"{field}__in": some})
            if model is Hold:
                rows = rows.filter(decided_at__isnull=False)
            found.update(rows.values_list(field, flat=True))
    return found


def _asked(ids: list[int]) -> set[int]:
    """Those that a person was asked about and has not answered."""
    found: set[int] = set()
    for some in _some(ids):
        rows = Hold.objects.filter(passage__in=some, decided_at__isnull=True)
        found.update(pk for pk in rows.values_list("passage", flat=True) if pk)
    return found


def _some(ids: Sequence[int]) -> Iterator[list[int]]:
    for first in range(0, len(ids), AT_ONCE):
        yield list(ids[first : first + AT_ONCE])
