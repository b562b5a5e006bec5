"""How far people agree with the machine, on what they decided; chance taken out (Cohen's kappa)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z = 1.96


@dataclass(frozen=True)
class Agreement:
    """Of `decided` assignments people agreed with `agreed`; `kappa` is None where it cannot be said."""

    decided: int
    agreed: int
    kappa: float | None

    @property
    def share(self) -> float | None:
        """Agreement as a share; None where nothing was decided."""
        return self.agreed / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 percent interval of the share (Wilson 1927)."""
        if not self.decided:
            return None
        n, share = self.decided, self.agreed / self.decided
        middle = share + Z * Z / (2 * n)
        half = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
        whole = 1 + Z * Z / n
        return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def agreement(pairs: Sequence[tuple[int | None, int | None]]) -> Agreement:
    """From (the machine's theme, the person's theme) of each passage that a person decided; None is "in no theme"."""
    decided = len(pairs)
    agreed = sum(machine == person for machine, person in pairs)
    if not decided:
        return Agreement(0, 0, None)
    machines = Counter(machine for machine, _ in pairs)
    people = Counter(person for _, person in pairs)
    chance = sum(machines[label] * people[label] for label in machines) / decided**2
    kappa = None if chance == 1 else (agreed / decided - chance) / (1 - chance)
    return Agreement(decided, agreed, kappa)
