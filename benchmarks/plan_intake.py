"""Intake of the plan: mail of 300 words and short comments, with duplicates and campaigns, at 1k, 10k and 100k.

What is timed is the whole way: reading the file, keeping each piece, screening, the search index, exact duplicates,
and grouping campaign letters. A third of the mail are edited campaign letters, a twentieth are word for word the same.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks import ROOT, Result

AT = datetime(2026, 9, 7, 12, tzinfo=UTC)
CAMPAIGNS, SENTENCES = 25, 20
# What the issue allows: 10,000 of 300 words in 5 minutes and 2 GB on 2 cores; 100,000 short ones in 30 minutes.
TARGETS = {("mail", 10_000): 300, ("comments", 100_000): 1800}
MEMORY = 2048
# A growth of n log n from 1k to 10k is 13, from 10k to 100k 12.5; beyond this it would be more than that.
GROWTH = 14


def run(*, small: bool) -> list[Result]:
    """Each size in a process of its own, on a database of its own: memory is measured by process."""
    sizes = {"mail": (1_000, 10_000), "comments": (1_000, 10_000, 100_000)}
    results: list[Result] = []
    for kind, counts in sizes.items():
        took: dict[int, float] = {}
        for count in counts:
            found = _measured(kind, count // 100 if small else count)
            took[count] = found[0].figure
            results += [
                Result(**asdict(one) | {"target": _target(one, kind, count)}) for one in found
            ]
        for before, after in pairwise(counts):
            growth = took[after] / took[before]
            results.append(Result("plan intake", f"{kind}: {before:,} to {after:,}, growth", growth, "times", GROWTH))  # fmt: skip
    return results


def _target(one: Result, kind: str, count: int) -> float | None:
    if one.unit == "MB":
        return MEMORY if (kind, count) in TARGETS else None
    return TARGETS.get((kind, count)) if one.unit == "s" and "intake" in one.case else None


def _measured(kind: str, count: int) -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="fairway-bench-") as folder:
        command = [sys.executable, "-m", "benchmarks.plan_intake", kind, str(count), folder]
        subprocess.run(command, check=True, cwd=ROOT)
        return [Result(**one) for one in json.loads((Path(folder) / "told.json").read_text())]


def main(kind: str, count: int, folder: str) -> None:
    """In the child: make the database and the file, take it in, write down what it cost."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "fairway.config.settings.local", "FAIRWAY_VAR": folder}
    import django

    django.setup()
    from django.core.management import call_command

    from fairway.people.models import Organization
    from fairway.plan.intake import actions, queries
    from fairway.plan.intake.models import Submission

    call_command("migrate", verbosity=0)
    path = Path(folder) / "input"
    path.write_bytes(b"".join(mailbox(count) if kind == "mail" else sheet(count)))
    program = Organization.objects.create(kind="program", name="Made-up program")
    file_kind = actions.FileKind.MAILBOX if kind == "mail" else actions.FileKind.SPREADSHEET
    facts = actions.FileFacts(kind=file_kind, received_at=AT)
    told: dict[str, float] = {}

    def tell(done: int, total: int | None) -> None:
        told["read"] = perf_counter() - begun
        print(f"\r  {done:,} of {count:,}", end="", file=sys.stderr, flush=True)

    begun, cpu = perf_counter(), process_time()
    with path.open("rb") as stream:
        outcome = actions.receive_file(
            program=program, stream=stream, facts=facts, by="system:bench", at=AT, tell=tell
        )
    took, cpu = perf_counter() - begun, process_time() - cpu
    print(file=sys.stderr)
    assert outcome.new == count, outcome
    begun = perf_counter()
    found = queries.counts(Submission.objects.all())
    counted = perf_counter() - begun
    name = f"{kind}, {count:,}"
    note = (
        f"{found.texts:,} texts, {outcome.campaigns} campaigns with {found.in_campaigns:,} letters"
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _write(folder, [
        Result("plan intake", f"{name}: intake with duplicates and campaigns", took, "s", note=note),
        Result("plan intake", f"{name}: processor time of it", cpu, "s"),
        Result("plan intake", f"{name}: of that, grouping campaigns", took - told["read"], "s"),
        Result("plan intake", f"{name}: the three numbers", counted * 1000, "ms"),
        Result("plan intake", f"{name}: memory at most", memory, "MB"),
    ])  # fmt: skip


def _write(folder: str, results: list[Result]) -> None:
    (Path(folder) / "told.json").write_text(json.dumps([asdict(one) for one in results]))


def mailbox(count: int) -> Iterator[bytes]:
    """Mail of about 300 words: a third edited campaign letters, a twentieth the same to the word."""
    source = random.Random(4)
    templates = [[sentence(source) for _ in range(SENTENCES)] for _ in range(CAMPAIGNS)]
    for number in range(count):
        draw = source.random()
        if draw < 0.33:
            kept = [one for one in source.choice(templates) if source.random() > 0.1]
            body = [*kept, *(sentence(source) for _ in range(source.randint(0, 3)))]
        elif draw < 0.38:
            body = templates[0]
        else:
            body = [sentence(source) for _ in range(SENTENCES)]
        thirds = [" ".join(body[n : n + 7]) for n in range(0, len(body), 7)]
        text = "\n\n".join(["Dear Panel,", *thirds, "Sincerely,\nSomebody"])
        head = f"From x\nMessage-ID: <{number}@bench.example>\nFrom: Person {number} <p{number}@bench.example>\nSubject: Comment\nDate: Mon, 07 Sep 2026 08:00:00 -0400\n\n"
        yield f"{head}{text}\n\n".encode()


def sheet(count: int) -> Iterator[bytes]:
    """Comments of about 25 words, a tenth of them in campaigns."""
    source = random.Random(5)
    templates = [[sentence(source) for _ in range(2)] for _ in range(CAMPAIGNS)]
    yield b"ID,Organization,Comment\n"
    for number in range(count):
        body = source.choice(templates) if source.random() < 0.1 else [sentence(source), sentence(source)]  # fmt: skip
        yield f'{number},Body {number % 500},"{" ".join(body)}"\n'.encode()


def sentence(source: random.Random) -> str:
    """About 14 words, some common and most not, as in speech."""
    words = [WORDS[min(int(source.expovariate(0.004)), len(WORDS) - 1)] for _ in range(source.randint(9, 18))]  # fmt: skip
    return " ".join(words).capitalize() + "."


def _vocabulary() -> list[str]:
    source = random.Random(6)
    parts = ["na", "ri", "to", "cle", "mun", "sa", "per", "vi", "lo", "dex", "ta", "gro"]
    common = [
        "rides",
        "clinic",
        "patients",
        "navigators",
        "county",
        "the",
        "and",
        "we",
        "for",
        "of",
    ]
    return common + ["".join(source.choices(parts, k=source.randint(2, 4))) for _ in range(4000)]


WORDS: list[Any] = _vocabulary()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
