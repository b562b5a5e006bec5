"""A walk as it is told: each sentence is checked by the test that tells it, then printed in docs/ (`make docs`)."""

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs"


class Walk:
    """Collects the steps of one document of docs/."""

    def __init__(self, name: str, *, opening: str) -> None:
        self.document = FOLDER / name
        self.parts = [opening]

    def step(self, number: int, title: str, where: str) -> None:
        """Begin a step."""
        self.parts.append(f"\n## {number}. {title}\n\n*{where}*\n")

    def tell(self, sentence: str) -> None:
        """One sentence that was just shown to be true."""
        self.parts.append(f"* {sentence}")

    def end(self, *, print_it: bool) -> None:
        """Write the document, or compare it with what was told."""
        text = "\n".join(self.parts) + "\n"
        if print_it:
            self.document.write_text(text)
        told = self.document.read_text() if self.document.exists() else ""
        assert told == text, f"docs/{self.document.name} is behind its test: run `make docs`."
