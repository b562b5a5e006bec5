"""What staff hand on about a meeting (STK-22): drafts made from its record, in either language. Nothing is sent (STK-23).

Each ends with what it is not (STK-17). Who commented from the public is named in none of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from uuid import UUID

from babel.dates import format_date, format_time
from babel.lists import format_list

from fairway.people.models import Staff
from fairway.plan.documents.queries.find import one_of
from fairway.plan.meetings.models import AgendaItem, Meeting, Participant
from fairway.plan.meetings.queries import MeetingPage, page_of
from fairway.plan.meetings.rules import holds_on
from fairway.plan.reports.definitions import disclaimers, output_words

# The shortest of the places where posts go.
LONGEST_POST = 280


@dataclass(frozen=True)
class Output:
    """One draft: a name for the file, a heading, the words."""

    name: str
    heading: str
    text: str


def outputs_for(staff: Staff, meeting_id: UUID, *, on: date, language: str, address: str) -> list[Output]:  # fmt: skip
    """The drafts of one meeting. `on`: the day of their use, for hashtags and tense. Raises NotVisible."""
    rows = Meeting.objects.select_related("series")
    meeting = one_of(rows, staff, meeting_id, "series__program_id")
    return outputs(page_of(meeting), on=on, language=language, address=address)


def outputs(page: MeetingPage, *, on: date, language: str, address: str) -> list[Output]:
    """Recap, agenda, participant list, sample posts, newsletter item, tags for sharing."""
    writer = _Writer(page, on=on, language=language, address=address)
    said = output_words().said
    made = [
        ("recap.md", "recap", writer.recap()),
        ("agenda.md", "agenda", writer.agenda()),
        ("participants.md", "participants", writer.participants()),
        ("posts.md", "posts", writer.posts()),
        ("newsletter.md", "newsletter", writer.newsletter()),
    ]
    drafts = [
        Output(name, said[key].in_language(language), writer.whole(said[key].in_language(language), parts))
        for name, key, parts in made
    ]  # fmt: skip
    return [*drafts, Output("open-graph.html", "Open Graph", writer.open_graph())]


class _Writer:
    """One meeting told in one language, on one day."""

    def __init__(self, page: MeetingPage, *, on: date, language: str, address: str) -> None:
        self.page, self.meeting = page, page.meeting
        self.on, self.language, self.address = on, language, address
        self.locale = "es_US" if language.startswith("es") else "en"
        self.is_over = self.meeting.ends_on < on

    def whole(self, heading: str, parts: Iterator[str]) -> str:
        """Heading, note, parts, disclaimers."""
        lines = [f"# {heading}: {self.meeting.title}", f"*{self._say('draft')}*", *parts, "---"]
        return "\n\n".join([*lines, *disclaimers(self.language)]) + "\n"

    def recap(self) -> Iterator[str]:
        """What happened, from the record alone; before the meeting, only when it will be."""
        yield self._when()
        if not self.is_over:
            return
        if names := self._presenters():
            yield self._say("presented", names=self._and(names))
        told = [one.point for one in self.page.points if one.text or not one.point.passage_id]
        if headings := list(dict.fromkeys(one.heading for one in told if one.heading)):
            yield self._say("discussed", names=self._and(headings))
        if self.page.votes:
            yield f"## {self._say('votes')}"
            yield "\n".join(f"- {one.motion} ({one.result})" for one in self.page.votes)
        for one in self.page.recordings:
            note = "" if one.has_captions else f" ({self._say('no_captions')})"
            yield f"{self._say('recording')}: {one.url}{note}"
        if (summary := self.page.summary) and summary.url:
            day = summary.certified_on
            note = f" ({self._say('certified', day=self._day(day))})" if day else ""
            yield f"{self._say('summary')}: {summary.url}{note}"

    def agenda(self) -> Iterator[str]:
        """The latest version."""
        if not self.page.agendas:
            yield self._say("no_agenda")
            return
        yield self._when()
        yield "\n".join(self._slot(one) for one in self.page.agendas[-1].items)

    def participants(self) -> Iterator[str]:
        """By role, each with her affiliation at that date."""
        for role, heading in output_words().roles.items():
            people = [one for one in self.page.participants if one.role == role]
            if people:
                yield f"## {heading.in_language(self.language)}"
                yield "\n".join(self._person(one) for one in people)

    def posts(self) -> Iterator[str]:
        """A long one and a short one, with the hashtags that hold on the day (STK-18)."""
        text = self._call()
        yield "## Facebook, LinkedIn"
        yield " ".join([text, *self._tags()])
        yield f"## X ({LONGEST_POST})"
        yield self._short(text)

    def newsletter(self) -> Iterator[str]:
        """Title, one paragraph, where to read on."""
        yield f"**{self.meeting.title}**"
        yield " ".join(filter(None, [self._when(), self.meeting.description]))
        until = self.meeting.comments_open_until
        if until is not None and until.date() >= self.on:
            yield self._say("comments", day=self._day(until.date()))
        yield self._say("more", address=self.address)

    def open_graph(self) -> str:
        """Tags for the head of the meeting's page."""
        tags = {
            "og:type": "article",
            "og:title": self.meeting.title,
            "og:description": " ".join(filter(None, [self._when(), self.meeting.description]))[:300],
            "og:url": self.address,
            "og:locale": self.locale if self.locale == "es_US" else "en_US",
            "og:image:alt": self._say("image"),
        }  # fmt: skip
        lines = [f'<meta property="{key}" content="{escape(text)}">' for key, text in tags.items()]
        lines += [f"<!-- {escape(one)} -->" for one in disclaimers(self.language)]
        return "\n".join(lines) + "\n"

    def _say(self, key: str, **facts: str) -> str:
        return output_words().said[key].in_language(self.language).format(**facts)

    def _day(self, on: date) -> str:
        return format_date(on, format="long", locale=self.locale)

    def _days(self) -> str:
        first, last = self.meeting.starts_on, self.meeting.ends_on
        return self._day(first) if first == last else f"{self._day(first)} – {self._day(last)}"

    def _place(self) -> str:
        if self.meeting.place:
            said = self._say("in_place", place=self.meeting.place)
            return said + (self._say("and_online") if self.meeting.is_online else "")
        return self._say("online") if self.meeting.is_online else ""

    def _when(self) -> str:
        facts = {"title": self.meeting.title, "days": self._days(), "place": self._place()}
        return self._say("held" if self.is_over else "will_be", **facts)

    def _call(self) -> str:
        return self._say(
            "look_back" if self.is_over else "invite",
            title=self.meeting.title,
            days=self._days(),
            address=self.address,
            **({} if self.is_over else {"place": self._place()}),
        )

    def _short(self, text: str) -> str:
        """As many hashtags as fit; a title that is too long is cut, never the address."""
        over = len(text) - LONGEST_POST
        if over > 0:
            title = self.meeting.title
            text = text.replace(title, title[: max(0, len(title) - over - 1)].rstrip() + "…", 1)
        for tag in self._tags():
            if len(text) + 1 + len(tag) <= LONGEST_POST:
                text = f"{text} {tag}"
        return text

    def _tags(self) -> list[str]:
        rows = self.meeting.series.hashtags.order_by("tag", "pk")
        held = [one for one in rows if holds_on(one.valid_from, one.valid_to, on=self.on)]
        return list(dict.fromkeys(f"#{one.tag.lstrip('#')}" for one in held))

    def _presenters(self) -> list[str]:
        return list(dict.fromkeys(one.stakeholder.name for one in self.page.presentations))

    def _slot(self, item: AgendaItem) -> str:
        hours = [
            format_time(one, format="short", locale=self.locale)
            for one in (item.starts_at, item.ends_at)
            if one
        ]
        day = f"{self._day(item.on)}, " if item.on and self.meeting.starts_on != self.meeting.ends_on else ""  # fmt: skip
        when = f"{day}{'–'.join(hours)}: " if hours else day
        who = f" ({item.stakeholder.name})" if item.stakeholder and item.stakeholder.name not in item.title else ""  # fmt: skip
        return f"- {when}{item.title}{who}"

    def _person(self, one: Participant) -> str:
        return f"- {one.name}, {one.affiliation}" if one.affiliation else f"- {one.name}"

    def _and(self, names: list[str]) -> str:
        return format_list(names, locale=self.locale)
