"""Transcripts of recordings: WebVTT and SubRip cues, joined to what one speaker said in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from fairway.plan.documents.read.plain import decoded
from fairway.plan.documents.read.reading import Reading, ReadPassage
from fairway.plan.documents.rules import MAX_PASSAGES, Problem, cut, tidy

_CUE = re.compile(
    r"(?P<start>(?:\d{1,2}:)?\d{1,2}:\d{2})[.,]\d{1,3}\s*-->\s*(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}.*"
)
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+(?P<speaker>[^>]+)>")
_SPEAKER = re.compile(r"^(?P<speaker>[A-Z][^:.!?]{1,60}):\s+")
_TAG = re.compile(r"<[^>]{0,200}>")
# What one speaker says is cut into pieces of about this many characters, each with its own time.
PIECE = 1_200


def read(content: bytes, name: str = "") -> Reading:
    """Passages with the speaker as their part and the time as their page label."""
    passages = tuple(_joined(_cues(decoded(content))))[:MAX_PASSAGES]
    return Reading(passages=passages, problem="" if passages else Problem.DAMAGED)


def _cues(text: str) -> Iterator[tuple[str, str, str]]:
    """Start, speaker and words of each cue. A cue that names nobody has an empty speaker."""
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        rows = block.strip().split("\n")
        at = next((n for n, row in enumerate(rows) if _CUE.match(row.strip())), None)
        if at is None:
            continue
        match = _CUE.match(rows[at].strip())
        assert match is not None
        raw = " ".join(rows[at + 1 :])
        voice = _VOICE.search(raw)
        words = tidy(unescape(_TAG.sub("", raw)))
        named = _SPEAKER.match(words)
        if voice:
            yield match["start"], tidy(unescape(voice["speaker"])), words
        elif named:
            yield match["start"], named["speaker"], words[named.end() :]
        elif words:
            yield match["start"], "", words


def _joined(cues: Iterator[tuple[str, str, str]]) -> Iterator[ReadPassage]:
    start, speaker, words = "", "", ""
    for at, who, said in cues:
        goes_on = not who or who == speaker
        if words and (not goes_on or len(words) + len(said) > PIECE):
            yield from _pieces(start, speaker, words)
            start, words = at, ""
        start = start or at
        speaker = who or speaker
        words = f"{words} {said}".strip()
    if words:
        yield from _pieces(start, speaker, words)


def _pieces(start: str, speaker: str, words: str) -> Iterator[ReadPassage]:
    for piece in cut(words):
        yield ReadPassage(text=piece, part=speaker[:200], page_label=start)
