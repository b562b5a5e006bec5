"""Prints the clock specs as docs/clocks.md: `python -m tests.spec.manual`."""

from pathlib import Path

from tests.spec.clock_language import rows
from tests.spec.clocks import CHAPTERS

OPENING = """# Clocks, by example

Each table is a test: given these events, the clock must stand so on these dates. The due day itself is in time.
`step/standard` names one of several standards that run on the same step. Printed by `make docs`; edit tests/spec/clocks.py.
"""


def manual() -> str:
    """The whole text."""
    parts = [OPENING]
    for chapter in CHAPTERS:
        parts.append(f"\n## {chapter.title}\n")
        for spec in chapter.specs:
            about = "".join(
                [
                    f", born {spec.born}" if spec.born else "",
                    f", {spec.sex}" if spec.sex != "unknown" else "",
                ]
            )
            parts.append(f"\n### {spec.rule}\n\n{spec.source}{about}\n")
            parts.append(_table(["happened on", "what", "result"], rows(spec.events)))
            if spec.pauses:
                parts.append(_table(["paused from", "to", "why"], rows(spec.pauses)))
            parts.append(_table(["step", "due", "on", "state"], rows(spec.expect)))
    return "\n".join(parts) + "\n"


def _table(head: list[str], body: list[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in body)]) + "\n"


if __name__ == "__main__":
    (Path(__file__).parents[2] / "docs" / "clocks.md").write_text(manual())
