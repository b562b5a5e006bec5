"""The documents of a load: kept once, and looked up by the path or by the key under which facts cite them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from fairway.people.models import Organization
from fairway.plan.documents.actions.keep import keep
from fairway.plan.documents.models import Citation, Document, Passage
from fairway.plan.documents.read import Reading, read
from fairway.plan.panel.definitions import Anchored, SourceDocument, record
from fairway.plan.panel.rules import place_of

Progress = Callable[[str, int, int], None]
SITE = "https://prescancerpanel.cancer.gov"
MEDIA_TYPES = {".pdf": "application/pdf", ".md": "text/markdown"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: rows new by what they are, what was there before, and what could not be found."""

    new: dict[str, int]
    there: dict[str, int]
    not_found: tuple[str, ...]
    unread: tuple[str, ...]
    # The activities' column totals, goal 1 to 8.
    totals: tuple[int, ...]


@dataclass(slots=True)
class Held:
    """A kept document with its passages in order; `reading` only where this load has read it."""

    document: Document
    passages: list[Passage]
    reading: Reading | None = None


@dataclass(slots=True)
class Shelf:
    """What one load knows while it runs."""

    program: Organization
    folder: Path
    by: str
    at: datetime
    progress: Progress
    held: dict[str, Held] = field(default_factory=dict)
    not_found: list[str] = field(default_factory=list)

    def cite(self, fact: Anchored, *, source: str = "") -> Citation:
        """Where a fact stands: the passage of a document that is held, else the key, its title and its address."""
        key = source or fact.source
        told = _source(key)
        path = fact.path or (told.path if told else "")
        passage = self.passage(path, fact) if path else None
        words = f"{key}: {told.title}, {told.url}" if told else key
        if fact.detail:
            words = f"{words} ({fact.detail})"
        page = (passage.page_label or str(passage.page or "")) if passage else ""
        return Citation(source=words, page=page, passage=passage)

    def passage(self, path: str, fact: Anchored) -> Passage | None:
        """The passage with the fact's anchor. An anchor that is not found is noted."""
        if not fact.anchor:
            return None
        held = self.held.get(path)
        rows = [
            one
            for one in (held.passages if held else ())
            if fact.section.casefold() in one.part.casefold()
        ]
        place = place_of(fact.anchor, [one.text for one in rows])
        if place is None:
            self.not_found.append(f"{path}: {fact.anchor}")
            return None
        return rows[place]


def _source(key: str) -> SourceDocument | None:
    return next((one for one in record().sources if one.key == key), None)


def keep_all(shelf: Shelf, paths: list[Path]) -> list[str]:
    """Keep every file; those already kept are taken as they are. Gives the paths of which nothing could be read."""
    unread = []
    for number, path in enumerate(paths):
        shelf.progress("documents", number, len(paths))
        name = path.relative_to(shelf.folder).as_posix()
        held = _keep(shelf, name, path.read_bytes())
        shelf.held[name] = held
        if held.document.problem:
            unread.append(name)
    shelf.progress("documents", len(paths), len(paths))
    return unread


def _keep(shelf: Shelf, name: str, content: bytes) -> Held:
    told = next((one for one in record().sources if one.path == name), None)
    media_type = MEDIA_TYPES[Path(name).suffix]
    key = f"panel/{name}"
    kept = Document.objects.filter(program=shelf.program, key=key).first()
    reading = None
    if kept is None or name.endswith(".pdf"):
        reading = read(content, media_type=media_type, name=name)
    document = keep(
        program=shelf.program,
        kind=_kind(name, told),
        key=key,
        content=content,
        media_type=media_type,
        received_at=shelf.at,
        by=shelf.by,
        at=shelf.at,
        title=told.title if told else "",
        source_key=told.key if told else "",
        url=told.url if told else _url(name),
        published_on=told.published_on if told else None,
        is_public=True,
        reading=reading,
    )
    return Held(document, list(document.passages.order_by("ordinal")), reading)


def _kind(name: str, told: SourceDocument | None) -> str:
    if told and told.kind:
        return told.kind
    return Document.Kind.AGENDA if "agenda" in name else Document.Kind.PAGE


def _url(name: str) -> str:
    """The address of a page on the Panel's site: its folder there."""
    inside = name.removeprefix("site/content/").removesuffix(".md").removesuffix("index")
    return f"{SITE}/{inside.strip('/')}/" if name.startswith("site/content/") else ""
