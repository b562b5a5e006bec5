"""Finding a person by name, birth date or number."""

from datetime import date, datetime

from django.db.models import Q

from fairway.people.models import Identifier, Patient, Staff
from fairway.people.rules import fold

# Sorts after every character that a key can hold.
_LAST = "\U0010ffff"
_ORDER = ("family_key", "given_key", "pk")
MOST_PARTS = 6
_DATE_SHAPES = ("%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y")


def search(staff: Staff | None, text: str, *, limit: int = 50) -> list[Patient]:
    """People of her program by the beginning of a name, in either order, by birth date, or by a whole number.

    Merged records are found through their survivor's own name only; numbers of a merged record lead to itself.
    """
    text = text.strip()
    if staff is None or not text:
        return []
    visible = Patient.objects.visible_to(staff).select_related("site")
    if born := _date(text):
        same_day = visible.standing().filter(birth_date=born)
        return list(same_day.order_by("family_key", "pk")[:limit])
    if found := list(visible.filter(pk__in=_numbered(staff, text)).order_by(*_ORDER)[:limit]):
        return found
    # One query a spelling: each is a short range of the index, and together they would be a scan.
    spelled: set[Patient] = set()
    for name in _names(text):
        spelled |= set(visible.standing().filter(name).order_by(*_ORDER)[:limit])
    if not spelled and (given := fold(text)):
        spelled |= set(
            visible.standing().filter(_begins("given_key", given)).order_by(*_ORDER)[:limit]
        )
    return sorted(spelled, key=lambda one: (one.family_key, one.given_key, one.pk))[:limit]


def _numbered(staff: Staff, text: str) -> list[int]:
    found = Identifier.objects.filter(program=staff.program_id, value=text)
    return list(found.values_list("patient_id", flat=True))


def _names(text: str) -> list[Q]:
    """`Ruiz`, `Ana Ruiz`, `Ruiz, Ana`, `Ana de la Ruiz`: the whole, and every cut into two, in both orders."""
    whole, parts = fold(text), text.replace(",", " ").split()[:MOST_PARTS]
    wanted = [_begins("family_key", whole)] if whole else []
    for cut in range(1, len(parts)):
        one, other = fold("".join(parts[:cut])), fold("".join(parts[cut:]))
        if one and other:
            wanted.append(_begins("family_key", other) & _begins("given_key", one))
            wanted.append(_begins("family_key", one) & _begins("given_key", other))
    return wanted


def _begins(field: str, key: str) -> Q:
    """A range, which the index answers; LIKE it does not answer on SQLite."""
    return Q(**{f"{field}__gte": key, f"{field}__lt": key + _LAST})


def _date(text: str) -> date | None:
    for shape in _DATE_SHAPES:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            continue
    return None
