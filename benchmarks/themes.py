"""Theme candidates: how well they agree with sections that authors made, against baselines; and how time and memory grow.

Quality on material made by others (../shared/data/panel): the paragraphs of the Panel site's longer pages, whose truth is
the page they stand in, and the 77 activities of the 2024 assessment, tagged with goals by their submitters and staff. Both
are small, English and written by professionals: they say little of comments by the public, and we know of no labeled set of
public comments that can be had here. Speed on made-up comments with planted matters, each size in a process of its own.
"""

import json
import os
import random
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from itertools import combinations
from time import perf_counter

from benchmarks import ROOT, Result

PANEL = ROOT.parent / "shared" / "data" / "panel"
SIZES = (1_000, 10_000, 100_000)
# Seconds a run may take on 2 cores: a minute for 10,000 passages; a part of the 30 minutes for 100,000 comments.
TARGETS = {1_000: 10.0, 10_000: 60.0, 100_000: 600.0}
PLANTED, VOCABULARY, OWN_WORDS = 40, 20_000, 60
FEWEST_PARAGRAPHS = 6


def run(*, small: bool) -> list[Result]:
    """Quality where the material is at hand, then the three sizes."""
    sizes = [size // 100 for size in SIZES] if small else SIZES
    found: list[Result] = []
    for task in ["quality", *map(str, sizes)]:
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "fairway.config.settings.local"}
        command = [sys.executable, "-m", "benchmarks.themes", task]
        said = subprocess.run(
            command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
        found += [Result(**one) for one in json.loads(said.splitlines()[-1])]
    return found


def comments(many: int, seed: int = 1) -> tuple[list[str], list[int]]:
    """Made-up comments of 20 to 40 words, a third of them of one planted matter; and which matter that is."""
    chance = random.Random(seed)
    words = [_word(chance) for _ in range(VOCABULARY)]
    weights = [1 / (rank + 10) for rank in range(VOCABULARY)]
    own = [chance.sample(range(500, VOCABULARY), OWN_WORDS) for _ in range(PLANTED)]
    texts, truth = [], []
    for _ in range(many):
        matter = chance.randrange(PLANTED)
        common = chance.choices(words, weights, k=chance.randint(14, 27))
        said = common + [words[chance.choice(own[matter])] for _ in range(chance.randint(6, 13))]
        chance.shuffle(said)
        texts.append(" ".join(said))
        truth.append(matter)
    return texts, truth


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprtv") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))  # fmt: skip


def speed(many: int) -> list[Result]:
    """Time, memory and how much of the planted truth comes out."""
    from fairway.plan.themes.definitions import stop_words
    from fairway.plan.themes.rules.clusters import Unit, group

    texts, truth = comments(many)
    units = [Unit(key, text, f"source:{key}", "en") for key, text in enumerate(texts)]
    begun = perf_counter()
    found = group(units, stop_words=stop_words())
    took = perf_counter() - begun
    labels = _labels(found, many)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    case = f"{many:,} made-up comments"
    return [
        Result("themes", f"{case}: time", took, "s", TARGETS.get(many)),
        Result("themes", f"{case}: each", 1000 * took / many, "ms"),
        Result("themes", f"{case}: memory", megabytes, "MB", 2_000),
        Result("themes", f"{case}: planted matters found", _ami(truth, labels), "AMI", note=f"{len(found.groups)} groups, {PLANTED} planted"),
    ]  # fmt: skip


def quality() -> list[Result]:
    """Against pages and goals, beside random groups, k-means and NMF on the same words."""
    if not PANEL.exists():
        return []
    return [*_pages(), *_activities()]


def _pages() -> list[Result]:
    texts, truth = _paragraphs()
    many = len(set(truth))
    note = f"{len(texts)} paragraphs of {many} pages"
    found = [
        Result("themes", "pages, random groups", _ami(truth, _random(len(texts), many)), "AMI", note=note),
        *(
            Result("themes", f"pages, {name} (told the number)", _ami(truth, labels), "AMI")
            for name, labels in _baselines(texts, many)
        ),
    ]  # fmt: skip
    best = max(one.figure for one in found)
    for zoom in ("broad", "middle", "fine"):
        labels, groups = _ours(texts, zoom)
        target = best if zoom == "middle" else None
        found.append(Result("themes", f"pages, theme candidates, {zoom}", _ami(truth, labels), "AMI", target, at_least=True, note=f"{groups} groups, not told the number"))  # fmt: skip
    return found


def _paragraphs() -> tuple[list[str], list[str]]:
    """Paragraphs of the site's blogs as the product reads them, and the page of each."""
    from fairway.plan.documents.read import read

    said: dict[str, list[str]] = {}
    for path in sorted(PANEL.glob("site/content/**/blogs/*.md")):
        reading = read(path.read_bytes(), media_type="text/markdown", name=path.name)
        texts = [one.text for one in reading.passages if one.kind == "text"]
        said[path.stem] = [text for text in texts if len(text.split()) >= 8]
    pairs = [
        (text, page)
        for page, many in said.items()
        if len(many) >= FEWEST_PARAGRAPHS
        for text in many
    ]
    return [text for text, _ in pairs], [page for _, page in pairs]


def _activities() -> list[Result]:
    """Of two activities in one group, how often they share a goal; against any two."""
    from fairway.plan.documents.read import read
    from fairway.plan.panel.rules import activities

    held = PANEL / "2024-02-initial-assessment.pdf"
    rows = activities(read(held.read_bytes(), media_type="application/pdf").passages)
    goals = [frozenset(row.goal_codes) for row in rows]
    labels, groups = _ours([f"{row.title}. {row.description}" for row in rows], "middle")
    together = [(a, b) for a, b in combinations(range(len(rows)), 2) if labels[a] == labels[b]]
    share = sum(bool(goals[a] & goals[b]) for a, b in together) / max(1, len(together))
    every = list(combinations(goals, 2))
    base = sum(bool(a & b) for a, b in every) / len(every)
    note = f"{len(rows)} activities, {groups} groups, {len(together)} pairs"
    return [
        Result("themes", "activities, any two share a goal", base, "share"),
        Result("themes", "activities, two of one group share a goal", share, "share", base, at_least=True, note=note),
    ]  # fmt: skip


def _ours(texts: Sequence[str], zoom: str) -> tuple[list[int], int]:
    from fairway.plan.themes.definitions import stop_words
    from fairway.plan.themes.rules.clusters import Unit, group

    units = [Unit(key, text, f"source:{key}", "en") for key, text in enumerate(texts)]
    found = group(units, stop_words=stop_words(), zoom=zoom)
    return _labels(found, len(texts)), len(found.groups)


def _labels(found: object, many: int) -> list[int]:
    """One label a text; what stands alone is a group of its own."""
    labels = list(range(many, 2 * many))
    for number, one in enumerate(found.groups):  # type: ignore[attr-defined]
        for key, _ in one.members:
            labels[key] = number
    return labels


def _baselines(texts: Sequence[str], many: int) -> list[tuple[str, list[int]]]:
    from sklearn.cluster import KMeans
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=2, max_df=0.3).fit_transform(texts)  # fmt: skip
    means = KMeans(many, random_state=0, n_init=10).fit_predict(vectors)
    parts = NMF(many, random_state=0, init="nndsvd", max_iter=500).fit_transform(vectors)
    return [("k-means", means.tolist()), ("NMF", parts.argmax(axis=1).tolist())]


def _random(many: int, groups: int) -> list[int]:
    chance = random.Random(1)
    return [chance.randrange(groups) for _ in range(many)]


def _ami(truth: Sequence[object], labels: Sequence[int]) -> float:
    from sklearn.metrics import adjusted_mutual_info_score

    codes = {one: number for number, one in enumerate(Counter(truth))}
    return float(adjusted_mutual_info_score([codes[one] for one in truth], labels))


if __name__ == "__main__":
    import django

    django.setup()
    task = sys.argv[1]
    results = quality() if task == "quality" else speed(int(task))
    print(json.dumps([asdict(one) for one in results]))
