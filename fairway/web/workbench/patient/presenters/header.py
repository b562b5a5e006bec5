"""What to know before calling. Unknown is said as unknown, declined or not asked, and never filled in."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairway.navigation.pathways.rules.calendar import age_on
from fairway.people.queries import Header
from fairway.people.queries.header import Helper, Reach
from fairway.web.workbench import words


@dataclass(frozen=True, slots=True)
class ReachLine:
    """One number or address: may one call, may one leave a message, when."""

    id: int
    kind: str
    value: str
    href: str
    call: str
    message: str
    hours: str
    is_unsafe: bool


@dataclass(frozen=True, slots=True)
class CaregiverLine:
    """Someone who helps, and what may be spoken of."""

    id: int
    who: str
    phone: str
    language: str
    may_discuss: str


class HeaderView:
    """The head of the page."""

    def __init__(self, header: Header, *, on: date, owners: tuple[str, ...] = ()) -> None:
        self._header, self._on = header, on
        self.id, self.name, self.site = header.public_id, header.name, header.site
        self.owners = ", ".join(owners)
        self.needs_interpreter = header.interpreter == "needed"
        self.interpreter = words.word(words.INTERPRETER, header.interpreter)
        self.access_needs = header.access_needs or _("Not asked")
        self.safe_to_contact = header.safe_to_contact or _("Not asked")
        self.reaches = [_reach(one) for one in header.reaches]
        self.caregivers = [_caregiver(one) for one in header.caregivers]
        self.household = header.household

    @property
    def born(self) -> str:
        """Age and date of birth, as far as they are known."""
        header = self._header
        if header.birth_date is None:
            return _("Date of birth not known")
        last = header.deceased_on or self._on
        years = age_on(header.birth_date, last)
        born = words.day(header.birth_date, header.birth_precision or "day")
        age = ngettext("%(years)s year old", "%(years)s years old", years) % {"years": years}
        if header.birth_precision in ("month", "year"):
            age = _("about %(age)s") % {"age": age}
        return _("%(age)s, born %(born)s") % {"age": age, "born": born}

    @property
    def died(self) -> str:
        """The day of death, where one is recorded."""
        if self._header.deceased_on is None:
            return ""
        return _("Died %(day)s") % {"day": words.day(self._header.deceased_on)}

    @property
    def language(self) -> str:
        """The language she speaks, or why it is not known."""
        if self._header.language:
            return words.language_name(self._header.language)
        return words.word(words.ANSWERS, self._header.language_status)

    @property
    def coverage(self) -> str:
        """Who pays; nothing on record is no answer."""
        if not self._header.payers:
            return _("Not asked")
        return "; ".join(
            " ".join(part for part in (words.word(words.PAYERS, one.payer), one.text and f"({one.text})") if part)
            for one in self._header.payers
        )  # fmt: skip

    @property
    def address(self) -> str:
        """Where she lives."""
        place = self._header.place
        if place is None:
            return _("Not known")
        return " ".join(part for part in (place.address, place.postal_code) if part)

    @property
    def area(self) -> str:
        """What is public about the place: county, rural or not, vulnerability."""
        place = self._header.place
        if place is None:
            return ""
        parts = [_("%(county)s County") % {"county": place.county}] if place.county else []
        if place.is_rural is not None:
            parts.append(_("rural") if place.is_rural else _("not rural"))
        if place.svi is not None:
            parts.append(_("social vulnerability %(svi)s of 1") % {"svi": f"{place.svi:.2f}"})
        return ", ".join(parts)


def _reach(one: Reach) -> ReachLine:
    schemes = {"phone": "tel:", "sms": "tel:", "email": "mailto:"}
    href = schemes[one.system] + one.value.replace(" ", "") if one.system in schemes else ""
    return ReachLine(
        id=one.id,
        kind=words.word(words.REACH, one.system),
        value=one.value,
        # An unsafe number is no link: one tap too many can put a person in danger.
        href="" if one.safe_to_call == "no" else href,
        call={
            "yes": _("Safe to call"),
            "no": _("Not safe to call"),
            "not-asked": _("Safe to call: not asked"),
        }[one.safe_to_call],
        message={
            "yes": _("messages are safe"),
            "no": _("leave no message"),
            "not-asked": _("messages: not asked"),
        }[one.safe_to_leave_message],
        hours=one.safe_hours,
        is_unsafe="no" in (one.safe_to_call, one.safe_to_leave_message),
    )


def _caregiver(one: Helper) -> CaregiverLine:
    topics = [words.word(words.TOPICS, topic) for topic in one.may_discuss]
    return CaregiverLine(
        id=one.id,
        who=f"{one.name} ({one.relationship})" if one.relationship else one.name,
        phone=one.phone,
        language=words.language_name(one.language) if one.language else "",
        may_discuss=", ".join(topics) or _("Nothing may be discussed yet"),
    )
