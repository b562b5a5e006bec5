"""The walk of one fact as it is told: each step is checked by the test that tells it, then printed as docs/walk.md."""

from pathlib import Path

DOCUMENT = Path(__file__).parents[2] / "docs" / "walk.md"
OPENING = """# The walk of one fact

An abnormal mammogram on its way from a file to the navigator who acts on it. Every sentence here was checked by
tests/journeys/test_walk.py while it was printed (`make docs`). Steps 7 to 14 come with the capabilities that they belong to.
"""


class Walk:
    """Collects the steps."""

    def __init__(self) -> None:
        self.parts = [OPENING]

    def step(self, number: int, title: str, where: str) -> None:
        """Begin a step of DESIGN section 3."""
        self.parts.append(f"\n## {number}. {title}\n\n*{where}*\n")

    def tell(self, sentence: str) -> None:
        """One sentence that was just shown to be true."""
        self.parts.append(f"* {sentence}")

    def text(self) -> str:
        """The whole document."""
        return "\n".join(self.parts) + "\n"
