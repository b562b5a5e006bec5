"""`python -m benchmarks [--only NAME] [--small]`: run them all, print a table, keep build/bench.json."""

import argparse
import json
import pkgutil
from dataclasses import asdict
from importlib import import_module

from rich.console import Console
from rich.table import Table

import benchmarks
from benchmarks import ROOT, Result, machine


def main() -> int:
    """Exit code 1 when a target is missed."""
    names = sorted(
        found.name
        for found in pkgutil.iter_modules(benchmarks.__path__)
        if found.name != "__main__"
    )
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--only", choices=names, action="append")
    parser.add_argument(
        "--small", action="store_true", help="a hundredth of the size, to try the benchmark itself"
    )
    chosen = parser.parse_args()
    results: list[Result] = []
    for name in chosen.only or names:
        results += import_module(f"benchmarks.{name}").run(small=chosen.small)
    show(results)
    kept = ROOT / "build" / "bench.json"
    kept.parent.mkdir(exist_ok=True)
    found = {
        "machine": machine(),
        "small": chosen.small,
        "results": [asdict(one) for one in results],
    }
    kept.write_text(json.dumps(found, indent=1))
    return 1 if any(one.is_met is False for one in results) else 0


def show(results: list[Result]) -> None:
    """As a table."""
    table = Table("benchmark", "case", "figure", "target", "", title=machine())
    for one in results:
        bound = "" if one.target is None else f"{'>=' if one.at_least else '<='} {one.target:g}"
        verdict = {None: "", True: "met", False: "MISSED"}[one.is_met]
        table.add_row(
            one.benchmark,
            one.case,
            f"{one.figure:,.2f} {one.unit}",
            bound,
            f"{verdict} {one.note}".strip(),
        )
    Console(width=150).print(table)


if __name__ == "__main__":
    raise SystemExit(main())
