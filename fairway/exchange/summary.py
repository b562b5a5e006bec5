"""What an import did, in counts that add up to every line of input."""

import msgspec

SHOWN = 20


class Place(msgspec.Struct, frozen=True):
    """A line that could not be read."""

    file: str
    line: int
    path: str
    reason: str


class Summary(msgspec.Struct):
    """`lines` = used + kept + waiting + repeated + quarantined, always."""

    files: int = 0
    files_known: int = 0
    lines: int = 0
    used: int = 0
    kept: int = 0
    waiting: int = 0
    repeated: int = 0
    quarantined: int = 0
    kept_because: dict[str, int] = {}
    quarantine: list[Place] = []
    # Resources of earlier imports that had waited for a person who is here now.
    no_longer_waiting: int = 0
    new_versions: int = 0
    people: dict[str, int] = {}
    events: dict[str, int] = {}
    bookings: dict[str, int] = {}
    coverages: int = 0
    cancers: dict[str, int] = {}
    files_not_read: list[str] = []
    wrote_nothing: bool = False

    def adds_up(self) -> bool:
        """Every line of input is in exactly one count."""
        return self.lines == self.used + self.kept + self.waiting + self.repeated + self.quarantined

    def count(self, counts: dict[str, int]) -> None:
        """Add the counts of a chunk."""
        for name, count in counts.items():
            setattr(self, name, getattr(self, name) + count)

    def used_late(self, count: int, *, is_ours: bool) -> None:
        """Resources that had waited are used: lines of this import, or of an earlier one."""
        if is_ours:
            self.waiting -= count
            self.used += count
        else:
            self.no_longer_waiting += count

    def show(self, places: list[Place]) -> None:
        """Name the first few quarantined lines."""
        self.quarantine += places[: max(0, SHOWN - len(self.quarantine))]


def add(counts: dict[str, int], more: dict[str, int]) -> None:
    """Add counts to counts."""
    for name, count in more.items():
        if count:
            counts[name] = counts.get(name, 0) + count
