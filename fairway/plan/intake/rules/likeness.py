"""Letters written from one template: grouped around the letter nearest to all of them (the medoid), never chained.

Distinct texts come in; each is compared with medoids only, so that A like B and B like C does not make A like C.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

from fairway.plan.intake.rules.words import folded, sentence_key, sentences

# Measured on letters with sentences added, dropped and reworded: reference/text.md 3.6.
PERMUTATIONS, BANDS = 128, 32
SHINGLE = 4
LIKE = 0.3
SEED = 1
# Of fewer words a text says too little to be called a copy of another; equal ones are found by their digest.
FEWEST_WORDS = 12
FEWEST_LETTERS = 3
# A text is compared with so many of the groups that share a band with it, and with the largest of all.
MOST_LEADERS, LARGEST = 16, 256
SAMPLE = 200
# A sentence of so many of a campaign's letters is the template's; one of fewer is somebody's own.
SHARED_SHARE, SHARED_AT_LEAST = 0.1, 2

Signatures = NDArray[np.uint32]


@dataclass(frozen=True)
class Letter:
    """A distinct text: its number, and how many submissions have it word for word."""

    id: int
    text: str
    weight: int = 1


@dataclass(frozen=True)
class Run:
    """A stretch of a text: the template's, or the writer's own."""

    is_shared: bool
    start: int
    end: int


@dataclass
class Group:
    """Letters like one medoid, with how like it each is (1: the medoid itself)."""

    medoid: int
    likeness: dict[int, float] = field(default_factory=dict)


def groups(letters: Sequence[Letter]) -> list[Group]:
    """The campaigns among the letters, the largest first. Near n log n: nothing is compared with everything."""
    able = [one for one in letters if len(folded(one.text)) >= FEWEST_WORDS]
    if not able:
        return []
    signatures = _signatures(able)
    bands = _bands(signatures)
    weights = np.array([one.weight for one in able], dtype=np.int64)
    medoids = _medoids(_by_leader(signatures, bands, weights), signatures, weights)
    found = _attach(medoids, signatures, bands, weights)
    made = [
        Group(able[medoid].id, {able[one].id: float(like) for one, like in members})
        for medoid, members in found.items()
        if sum(able[one].weight for one, _ in members) >= FEWEST_LETTERS
    ]
    by_id = {one.id: one.weight for one in able}
    return sorted(made, key=lambda one: (-sum(by_id[n] for n in one.likeness), one.medoid))


def shared_sentences(texts: Iterable[tuple[str, int]]) -> frozenset[str]:
    """The sentences of the template, folded: those of at least a tenth of the letters (and of two)."""
    times: Counter[str] = Counter()
    letters = 0
    for text, weight in texts:
        letters += weight
        for key in {sentence_key(text[start:end]) for start, end in sentences(text)}:
            times[key] += weight
    enough = max(SHARED_AT_LEAST, letters * SHARED_SHARE)
    return frozenset(key for key, count in times.items() if key and count >= enough)


def runs(text: str, shared: frozenset[str]) -> list[Run]:
    """The stretches of a text whose sentences are all the template's, or all the writer's own."""
    found: list[Run] = []
    for start, end in sentences(text):
        is_shared = sentence_key(text[start:end]) in shared
        if found and found[-1].is_shared == is_shared:
            found[-1] = Run(is_shared, found[-1].start, end)
        else:
            found.append(Run(is_shared, start, end))
    return found


def _signatures(letters: Sequence[Letter]) -> Signatures:
    """A MinHash a letter. Letters are hashed in blocks: one array at a time is what makes it quick."""
    blank = MinHash(num_perm=PERMUTATIONS, seed=SEED)
    found = np.empty((len(letters), PERMUTATIONS), dtype=np.uint32)
    for place, letter in enumerate(letters):
        sketch = blank.copy()
        sketch.update_batch(_shingles(letter.text))
        found[place] = sketch.hashvalues
    return found


def _shingles(text: str) -> list[bytes]:
    words = folded(text)
    return [
        " ".join(words[at : at + SHINGLE]).encode()
        for at in range(max(1, len(words) - SHINGLE + 1))
    ]


def _bands(signatures: Signatures) -> list[list[int]]:
    """Of each text, the keys of the bands that it shares with another."""
    width = PERMUTATIONS // BANDS
    shared: list[list[int]] = [[] for _ in range(len(signatures))]
    for band in range(BANDS):
        part = np.ascontiguousarray(signatures[:, band * width : (band + 1) * width])
        rows = part.view(np.dtype((np.void, part.dtype.itemsize * width))).ravel()
        _, which, times = np.unique(rows, return_inverse=True, return_counts=True)
        for place in np.flatnonzero(times[which] > 1):
            shared[place].append(band * len(signatures) + int(which[place]))
    return shared


def _by_leader(
    signatures: Signatures, bands: list[list[int]], weights: NDArray[np.int64]
) -> dict[int, list[int]]:
    """A first division: each text joins the most like of the texts that lead a group, or leads one itself."""
    leaders_of: dict[int, list[int]] = defaultdict(list)
    members: dict[int, list[int]] = {}
    able = [n for n in range(len(bands)) if bands[n] or weights[n] >= FEWEST_LETTERS]
    order = sorted(able, key=lambda n: (-len(bands[n]), -weights[n], n))
    for place in order:
        times = Counter(leader for band in bands[place] for leader in leaders_of[band])
        near = [leader for leader, _ in times.most_common(MOST_LEADERS)]
        best, like = _most_like(signatures, place, near)
        if best is not None and like >= LIKE:
            members[best].append(place)
            continue
        members[place] = [place]
        for band in bands[place]:
            if len(leaders_of[band]) < MOST_LEADERS:
                leaders_of[band].append(place)
    return members


def _medoids(
    members: dict[int, list[int]], signatures: Signatures, weights: NDArray[np.int64]
) -> list[int]:
    """The medoid of each group, the heaviest groups first; a medoid like a heavier one leads nothing."""
    heavy = sorted(members.values(), key=lambda one: (-int(weights[one].sum()), one[0]))
    kept: list[int] = []
    for group in heavy:
        if len(group) < 2 and weights[group[0]] < FEWEST_LETTERS:
            continue
        medoid = _medoid(group, signatures, weights)
        _, like = _most_like(signatures, medoid, kept[:LARGEST])
        if like < LIKE:
            kept.append(medoid)
    return kept


def _medoid(group: list[int], signatures: Signatures, weights: NDArray[np.int64]) -> int:
    """The letter most like a sample of its group, each counted as often as it was sent."""
    step = max(1, len(group) // SAMPLE)
    sample = group[::step][:SAMPLE]
    heaviest = max(group, key=lambda n: (weights[n], -n))
    candidates = sample if heaviest in sample else [*sample, heaviest]
    there = signatures[sample]
    heavy = weights[sample].astype(float)

    def nearness(one: int) -> float:
        return float(((there == signatures[one]).mean(axis=1) * heavy).sum())

    return max(candidates, key=lambda one: (nearness(one), -one))


def _attach(
    medoids: list[int],
    signatures: Signatures,
    bands: list[list[int]],
    weights: NDArray[np.int64],
) -> dict[int, list[tuple[int, float]]]:
    """Every text to the medoid it is most like: among the largest, and those that share a band with it."""
    by_band: dict[int, list[int]] = defaultdict(list)
    for medoid in medoids[LARGEST:]:
        for band in bands[medoid]:
            by_band[band].append(medoid)
    largest = np.array(medoids[:LARGEST], dtype=np.int64)
    found: dict[int, list[tuple[int, float]]] = {medoid: [(medoid, 1.0)] for medoid in medoids}
    taken = set(medoids)
    for place in range(len(signatures)):
        if place in taken or not len(largest):
            continue
        likes = (signatures[largest] == signatures[place]).mean(axis=1)
        best, like = int(largest[likes.argmax()]), float(likes.max())
        times = Counter(one for band in bands[place] for one in by_band.get(band, ()))
        near, near_like = _most_like(signatures, place, [one for one, _ in times.most_common(MOST_LEADERS)])  # fmt: skip
        if near is not None and near_like > like:
            best, like = near, near_like
        if like >= LIKE:
            found[best].append((place, like))
    return found


def _most_like(
    signatures: Signatures, place: int, others: Sequence[int]
) -> tuple[int | None, float]:
    if not others:
        return None, 0.0
    likes = (signatures[list(others)] == signatures[place]).mean(axis=1)
    best = int(likes.argmax())
    return others[best], float(likes[best])
