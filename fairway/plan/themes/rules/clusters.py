"""The aid "theme-candidates": groups of passages that say alike, from their words alone; offline, seeded, repeatable.

Words weighted by how rare they are (TF-IDF) -> each text's nearest texts, mutual nearness counting double -> communities
of that graph (Louvain). No number of groups is asked for and no text is forced into one: what stands alone is given back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sknetwork.clustering import Louvain

from fairway.plan.themes.rules.neighbors import nearest
from fairway.plan.themes.rules.words import WORD, fold, names_in, words_of

# Chosen by measurement (benchmarks/themes.py); each with what it does.
NEIGHBORS = 10
# A text that is less near (cosine) than this to every other stands alone.
LEAST_NEARNESS = 0.1
# A word in more texts than this share says nothing about any of them; in few texts, a whole theme may share it.
TOO_COMMON = 0.2
FEW_TEXTS = 20
# Fewer different words than this make no theme.
FEWEST_WORDS = 3
# Resolution of the communities: larger is finer.
ZOOMS = {"broad": 1.0, "middle": 2.0, "fine": 4.0}
TERMS = 6
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Unit:
    """A passage to be grouped: its key, its words, and who said it."""

    key: int
    text: str
    source: str
    language: str = ""


@dataclass(frozen=True)
class Group:
    """Passages that say alike. `members` are (key, how firmly 0..1); `texts` counts different texts."""

    members: tuple[tuple[int, float], ...]
    terms: tuple[str, ...]
    texts: int
    sources: int


@dataclass(frozen=True)
class Grouping:
    """All groups, the largest first, and the keys of what stands in none."""

    groups: tuple[Group, ...]
    alone: tuple[int, ...]
    texts: int


def _silent(done: int, total: int) -> None:
    return None


def group(
    units: Sequence[Unit],
    *,
    stop_words: frozenset[str],
    zoom: str = "middle",
    seed: int = 0,
    progress: Progress = _silent,
) -> Grouping:
    """Group the units. Texts that are the same word for word count once, whoever sent them."""
    texts, alone = _distinct(units, stop_words=stop_words)
    if len(texts) < 3:
        return Grouping((), tuple(unit.key for unit in units), len(texts))
    vectors, names = _vectors(list(texts))
    progress(1, 4)
    graph = _graph(vectors, [units[many[0]].source for many in texts.values()])
    progress(2, 4)
    labels = Louvain(resolution=ZOOMS[zoom], random_state=seed).fit_predict(graph)
    progress(3, 4)
    firmness = _firmness(graph, labels)
    terms = _terms(vectors, labels, names)
    surface = _surfaces(units)
    found: list[Group] = []
    places = list(texts.values())
    for label, rows in _rows_of(labels).items():
        if len(rows) < 2 or label not in terms:
            alone += [units[at].key for row in rows for at in places[row]]
            continue
        members = [(units[at].key, float(firmness[row])) for row in rows for at in places[row]]
        found.append(
            Group(
                members=tuple(sorted(members)),
                terms=tuple(surface.get(term, term) for term in terms[label]),
                texts=len(rows),
                sources=len({units[at].source for row in rows for at in places[row]}),
            )
        )
    progress(4, 4)
    found.sort(key=lambda one: (-one.texts, one.members[0]))
    return Grouping(tuple(found), tuple(sorted(alone)), len(texts))


def _distinct(
    units: Sequence[Unit], *, stop_words: frozenset[str]
) -> tuple[dict[tuple[str, ...], list[int]], list[int]]:
    """Places of the units by their words; and the keys of those with too few words to say anything."""
    names = names_in((unit.text, unit.language) for unit in units)
    said = [
        [
            word
            for word in words_of(unit.text, language=unit.language)
            if word not in names and word not in stop_words
        ]
        for unit in units
    ]
    shared = _shared(said, [unit.source for unit in units])
    texts: dict[tuple[str, ...], list[int]] = defaultdict(list)
    alone = []
    for place, words in enumerate(said):
        kept = tuple(word for word in words if word in shared)
        if len(set(kept)) < FEWEST_WORDS:
            alone.append(units[place].key)
        else:
            texts[kept].append(place)
    return texts, alone


def _shared(said: list[list[str]], sources: list[str]) -> frozenset[str]:
    """Words that more than one source uses: a word of one speaker alone cannot join two."""
    first: dict[str, str] = {}
    shared = set()
    for words, source in zip(said, sources, strict=True):
        for word in words:
            if first.setdefault(word, source) != source:
                shared.add(word)
    return frozenset(shared)


def _vectors(texts: list[tuple[str, ...]]) -> tuple[sparse.csr_matrix, NDArray[np.str_]]:
    most = max(TOO_COMMON, min(1.0, FEW_TEXTS / len(texts)))
    weigh = TfidfVectorizer(
        analyzer=_as_is, sublinear_tf=True, max_df=most, min_df=min(2, len(texts)), dtype=np.float32
    )
    vectors = weigh.fit_transform(texts)
    return vectors.tocsr(), weigh.get_feature_names_out()


def _as_is(words: tuple[str, ...]) -> tuple[str, ...]:
    return words


def _graph(vectors: sparse.csr_matrix, sources: list[str]) -> sparse.csr_matrix:
    """Each text joined to its nearest; nearness that only one of the two sees counts half, and too little none."""
    near = nearest(vectors, sources=sources, many=NEIGHBORS)
    near.data[near.data < LEAST_NEARNESS] = 0
    near.eliminate_zeros()
    return ((near + near.T) / 2).tocsr()


def _firmness(graph: sparse.csr_matrix, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """How much of a text's nearness lies inside its own group: 1 is all of it, low is doubtful."""
    edges = graph.tocoo()
    inside = np.where(labels[edges.row] == labels[edges.col], edges.data, 0.0)
    own = np.bincount(edges.row, weights=inside, minlength=graph.shape[0])
    whole = np.bincount(edges.row, weights=edges.data, minlength=graph.shape[0])
    return np.divide(own, whole, out=np.zeros_like(own), where=whole > 0)


def _terms(
    vectors: sparse.csr_matrix, labels: NDArray[np.int64], names: NDArray[np.str_]
) -> dict[int, list[str]]:
    """The words that set each group apart from all the rest."""
    total = np.asarray(vectors.sum(axis=0)).ravel()
    found = {}
    for label, rows in _rows_of(labels).items():
        if len(rows) < 2:
            continue
        inside = np.asarray(vectors[rows].sum(axis=0)).ravel()
        outside = (total - inside) / max(1, vectors.shape[0] - len(rows))
        apart = inside / len(rows) - outside
        best = np.argsort(-apart, kind="stable")[:TERMS]
        chosen = [str(names[place]) for place in best if apart[place] > 0]
        if chosen:
            found[label] = chosen
    return found


def _rows_of(labels: NDArray[np.int64]) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = defaultdict(list)
    for row, label in enumerate(labels.tolist()):
        rows[label].append(row)
    return dict(rows)


def _surfaces(units: Sequence[Unit]) -> dict[str, str]:
    """The spelling in which a folded word is met most often."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for unit in units:
        is_spanish = unit.language.startswith("es")
        for found in WORD.findall(unit.text):
            spelled[fold(found, is_spanish=is_spanish)][found.lower()] += 1
    return {word: many.most_common(1)[0][0] for word, many in spelled.items()}
