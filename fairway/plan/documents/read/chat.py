"""Chat of a meeting: who said what, when, as meeting programs save it. Private messages are counted, not read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from fairway.plan.documents.read.reading import Reading, ReadPassage
from fairway.plan.documents.rules import MAX_PASSAGES, cut, tidy

_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\s*(?P<half>[AaPp]\.?[Mm]\.?))?"
)
# Zoom: "09:15:02 From  Ana Ruiz  to  Everyone:" with the words on the next line, or after the colon.
_ZOOM = re.compile(
    rf"^{_TIME}\s+From\s+(?P<speaker>.+?)(?:\s+to\s+(?P<to>[^:]+?))?\s*:\s*(?P<text>.*)$",
    re.IGNORECASE,
)
# Others: "[09:15] Ana Ruiz: words", "2023-09-07 09:15:02 Ana Ruiz: words", "[9/7/2023, 9:15 AM] Ana Ruiz: words".
_OTHER = re.compile(
    rf"^\[?(?:\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}},?[ T])?{_TIME}\]?[\s-]+(?P<speaker>[^:\[\]]{{1,80}}):\s+(?P<text>.*)$"
)
_EVERYONE = re.compile(r"everyone|all|panelists|todos", re.IGNORECASE)


@dataclass(frozen=True)
class ChatLine:
    """One message; `number` is its line in the file, `is_private` when it was not for everyone."""

    number: int
    at: time | None
    speaker: str
    text: str
    is_private: bool = False


def lines(text: str) -> list[ChatLine]:
    """The messages of a chat file; none where the text is no chat (fewer than half of its blocks have a speaker)."""
    found: list[ChatLine] = []
    strays = 0
    for number, raw in enumerate(text.splitlines(), start=1):
        match = _ZOOM.match(raw.strip()) or _OTHER.match(raw.strip())
        if match:
            found.append(_line(number, match))
        elif raw.strip() and found:
            last = found[-1]
            joined = f"{last.text}\n{raw.strip()}".strip()
            found[-1] = ChatLine(last.number, last.at, last.speaker, joined, last.is_private)
        elif raw.strip():
            strays += 1
    is_chat = len(found) >= 2 and strays < len(found)
    return [one for one in found if one.text.strip()] if is_chat else []


def as_reading(messages: list[ChatLine]) -> Reading:
    """A passage a message, under its speaker, labeled with its time."""
    passages = [
        ReadPassage(
            text=piece,
            part=one.speaker[:200],
            page_label=f"{one.at:%H:%M:%S}" if one.at else "",
        )
        for one in messages
        if not one.is_private
        for piece in cut(tidy(one.text))
    ]
    return Reading(passages=tuple(passages)[:MAX_PASSAGES])


def _line(number: int, match: re.Match[str]) -> ChatLine:
    said = match.groupdict()
    to = said.get("to") or "everyone"
    return ChatLine(
        number=number,
        at=_time(said),
        speaker=tidy(said["speaker"]),
        text=said["text"],
        is_private=not _EVERYONE.search(to),
    )


def _time(said: dict[str, str | None]) -> time | None:
    hour, minute = int(said["hour"] or 0), int(said["minute"] or 0)
    half = (said.get("half") or "").lower().replace(".", "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute, int(said.get("second") or 0))
    except ValueError:
        return None
