"""What is fast, against whom: each module here has `run(small=...)` and gives back Results. See __main__."""

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Result:
    """One measured figure. `target` is the most it may be (or the least, where `at_least`); None: only shown."""

    benchmark: str
    case: str
    figure: float
    unit: str
    target: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        return self.figure >= self.target if self.at_least else self.figure <= self.target


def machine() -> str:
    """Processor, cores, memory, system, and how busy it is: a figure without its machine says little."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    name = names[0] if names else platform.processor() or platform.machine()
    load = os.getloadavg()[0]
    return (
        f"{name}, {os.cpu_count()} cores, {gigabytes:.0f} GB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, load {load:.1f}"
    )


def percentiles(
    work: Callable[[int], object], *, times: int, warm_up: int = 3
) -> tuple[float, float]:
    """Median and 95th percentile of `work(n)` in milliseconds."""
    for n in range(warm_up):
        work(n)
    taken = []
    for n in range(times):
        begun = perf_counter()
        work(n)
        taken.append((perf_counter() - begun) * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[min(len(taken) - 1, int(len(taken) * 0.95))]
