"""Full-text search over passages: one index of folded words, FTS5 on SQLite and a tsvector on PostgreSQL.

The same words find the same passages on both (tests/unit/plan/documents/test_search.py). The newest come first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from fairway.people.models import Staff
from fairway.plan.documents.models import Passage, PassageQuerySet
from fairway.plan.documents.queries.words import Term, folded, spans, terms

# What is found: words of a document's own. Not the form's questions, the disclaimer under a mail, or quoted mail.
KINDS = (Passage.Kind.TEXT, Passage.Kind.ROW, Passage.Kind.HEADING)
FIND = {
    "sqlite": "(SELECT rowid FROM plan_words WHERE plan_words MATCH %s)",
    "postgresql": "(SELECT rowid FROM plan_words WHERE words @@ CAST(%s AS tsquery))",
}
# The statements differ in one comparison only.
NEWEST = {
    "sqlite": (
        "SELECT w.rowid FROM plan_words w CROSS JOIN plan_passage p CROSS JOIN plan_document d"
        " WHERE w.words MATCH %s AND p.id = w.rowid AND d.id = p.document_id"
        " AND d.program_id = %s AND d.withdrawn_at IS NULL"
    ),
    "postgresql": (
        "SELECT w.rowid FROM plan_words w CROSS JOIN plan_passage p CROSS JOIN plan_document d"
        " WHERE w.words @@ CAST(%s AS tsquery) AND p.id = w.rowid AND d.id = p.document_id"
        " AND d.program_id = %s AND d.withdrawn_at IS NULL"
    ),
}
OF_GOAL = (
    " AND EXISTS (SELECT 1 FROM plan_submission s JOIN plan_goaltag g ON g.submission_id = s.id "
    "WHERE s.document_id = d.id AND g.code = %s AND g.removed_at IS NULL)"
)
ADD = {
    "sqlite": "INSERT INTO plan_words (rowid, words) VALUES (%s, %s)",
    "postgresql": "INSERT INTO plan_words (rowid, words) VALUES (%s, CAST(%s AS tsvector))",
}
FORGET = (
    "DELETE FROM plan_words WHERE rowid IN (SELECT id FROM plan_passage WHERE document_id = %s)"
)
AT_ONCE = 2000


@dataclass(frozen=True)
class Hit:
    """One passage that was found, and where in its text the words stand."""

    passage: Passage
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Page:
    """What was found, the newest first. `next_cursor` is empty on the last page."""

    hits: tuple[Hit, ...]
    next_cursor: str = ""
    is_empty_question: bool = False


def search(
    staff: Staff,
    *,
    words: str,
    kinds: Sequence[str] = (),
    goal: str | None = None,
    after: str | None = None,
    limit: int = 20,
) -> Page:
    """The passages of her program that hold all the words, in standing documents, with where the words stand.

    `kinds`: of documents. `goal`: a goal's code, of submissions that bear it. `after`: the cursor of the page before.
    """
    wanted = terms(words)
    if not wanted:
        return Page((), is_empty_question=True)
    keys = _newest(staff.program_id, wanted, kinds, goal, after, limit + 1)
    rows = Passage.objects.visible_to(staff).standing().select_related("document")
    found = list(rows.filter(pk__in=keys[:limit]).order_by("-pk"))
    hits = tuple(Hit(one, spans(one.text, wanted)) for one in found)
    return Page(hits, str(keys[limit - 1]) if len(keys) > limit else "")


def _newest(
    program_id: int,
    wanted: tuple[Term, ...],
    kinds: Sequence[str],
    goal: str | None,
    after: str | None,
    limit: int,
) -> list[int]:
    """Keys of the newest passages that hold the terms.

    CROSS JOIN makes SQLite go through the index of words from its end and stop at the limit: a word that stands in
    every passage costs no more than a rare one. PostgreSQL takes it for a plain join.
    """
    sql = NEWEST[connection.vendor]
    params: list[str | int] = [_question(wanted), program_id]
    if kinds:
        sql += f" AND d.kind IN ({', '.join(['%s'] * len(kinds))})"
        params += kinds
    if goal:
        sql += OF_GOAL
        params.append(goal)
    if after and after.isascii() and after.isdigit() and len(after) < 19:
        sql += " AND w.rowid < %s"
        params.append(int(after))
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY w.rowid DESC LIMIT %s", [*params, limit])
        return [key for (key,) in cursor.fetchall()]


def matching(rows: PassageQuerySet, wanted: tuple[Term, ...]) -> PassageQuerySet:
    """Those that hold all the terms."""
    return _found(rows, _question(wanted))


def _found(rows: PassageQuerySet, asked: str) -> PassageQuerySet:
    # The statement is one of ours; what was asked goes in as a parameter.
    found = RawSQL(FIND[connection.vendor], [asked], BigIntegerField())  # noqa: S611
    return rows.filter(pk__in=found)


def repeating(program_id: int, text: str, *, words_in_a_row: int) -> list[int]:
    """Keys of the standing passages of a program that hold so many words in a row of a text.

    Punctuation, case, accents and plurals make no difference.
    """
    said = folded(text)
    runs = {tuple(said[at : at + words_in_a_row]) for at in range(len(said) - words_in_a_row + 1)}
    if not runs:
        return []
    either = {"sqlite": " OR ", "postgresql": " | "}[connection.vendor]
    asked = either.join(_question((Term(run),)) for run in sorted(runs))
    rows = Passage.objects.standing().filter(document__program_id=program_id)
    return list(_found(rows, asked).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def add(document_ids: Iterable[int]) -> None:
    """Put the passages of these documents into the index, as they read now. May be called again."""
    wanted = list(document_ids)
    forget(wanted)
    for first in range(0, len(wanted), AT_ONCE):
        _put(_searchable().filter(document_id__in=wanted[first : first + AT_ONCE]))


@transaction.atomic
def forget(document_ids: Iterable[int]) -> None:
    """Take the passages of these documents out of the index; the words themselves go too. May be called again."""
    with connection.cursor() as cursor:
        cursor.executemany(FORGET, [(one,) for one in document_ids])


@transaction.atomic
def rebuild() -> None:
    """Make the whole index anew, from the passages as they are."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM plan_words")
    _put(_searchable())


def _searchable() -> PassageQuerySet:
    return Passage.objects.standing().filter(kind__in=KINDS).exclude(text="")


def _put(passages: PassageQuerySet) -> None:
    with connection.cursor() as cursor:
        block: list[tuple[int, str]] = []
        for key, text in passages.order_by("pk").values_list("pk", "text").iterator():
            if kept := _kept(folded(text)):
                block.append((key, kept))
            if len(block) == AT_ONCE:
                cursor.executemany(ADD[connection.vendor], block)
                block = []
        cursor.executemany(ADD[connection.vendor], block)


def _kept(words: list[str]) -> str:
    """A text as the index takes it. PostgreSQL's gets its words with their places, past its own parser."""
    if connection.vendor == "sqlite":
        return " ".join(words)
    at: dict[str, list[str]] = {}
    for number, word in enumerate(words, start=1):
        at.setdefault(word, []).append(str(min(number, 16383)))
    return " ".join(f"'{word}':{','.join(places)}" for word, places in at.items())


def _question(wanted: tuple[Term, ...]) -> str:
    """The terms in the language of the index. They hold letters and digits only, so nothing needs escaping."""
    if connection.vendor == "sqlite":
        return " AND ".join(f'"{" ".join(t.words)}"{" *" if t.is_prefix else ""}' for t in wanted)
    parts = []
    for term in wanted:
        words = [f"'{word}'" for word in term.words]
        words[-1] += ":*" if term.is_prefix else ""
        parts.append(f"({' <-> '.join(words)})")
    return " & ".join(parts)
