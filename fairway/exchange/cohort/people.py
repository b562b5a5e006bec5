"""Who the made-up people are: names, groups, where they live, how they are reached, and under how many records."""

from datetime import date, timedelta

import msgspec

from fairway.exchange.cohort.chance import Chance
from fairway.exchange.cohort.names import NAMES
from fairway.exchange.cohort.parameters import GROUPS, Place

# Ages at which a deadline changes: no partial birth date so near to one that the age would be a guess.
MARGIN_YEARS = 6
YEAR = 365.2425
HISPANIC_RACES = [("white",), ("white",), (), (), ("black",), ("aian",)]
SEVERAL = [("black", "white"), ("asian", "white"), ("aian", "black"), ("aian", "white")]


class Home(msgspec.Struct, frozen=True, gc=False):
    """An address and the telephone in it."""

    place: Place
    line: str
    phone: str


class Person(msgspec.Struct, kw_only=True):
    """One made-up person. `races` and `ethnicity` are words of resources.person; empty means not asked."""

    id: str
    cancer: str
    sex: str
    born: date
    is_birth_partial: bool
    family: str
    given: list[str]
    race_ethnicity: str
    races: tuple[str, ...]
    ethnicity: str
    language: str
    payer: str
    interpreter: str
    place: Place
    home: Home | None
    phone: str
    email: str
    mrn: str
    duplicate: str = ""
    died_on: date | None = None
    moved_on: date | None = None

    @property
    def groups(self) -> dict[str, str]:
        """The groups that effects and reports speak of."""
        values = (self.race_ethnicity, self.language, self.payer, self.place.rurality)
        return dict(zip(GROUPS, values, strict=True))


def make_person(
    chance: Chance, *, seed: int, number: int, today: date, neighbor: Home | None
) -> Person:
    """The person of this number. `neighbor` is where the one before lives: some share a household."""
    cancer = chance.pick("cancer")
    parameters, random = chance.odds.parameters, chance.random
    sex = "male" if random.random() < parameters.male_share[cancer].value else "female"
    ages = parameters.ages[cancer]
    born = today - timedelta(days=int(random.uniform(ages.low, ages.high + 1) * YEAR))
    race = chance.pick("race_ethnicity")
    language = chance.pick(f"language_{race}" if race in ("hispanic", "asian") else "language")
    place = random.choices(parameters.places, [place.weight for place in parameters.places])[0]
    home = Home(
        place, f"{random.randint(1, 980)} {random.choice(NAMES.streets)}", _phone(chance, place)
    )
    if neighbor is not None and chance.rate("household"):
        home = neighbor
    family, given = _names(chance, sex, race)
    person = Person(
        id=f"s{seed}-p{number}", mrn=f"M{seed:03d}{number:08d}", cancer=cancer, sex=sex, born=born,
        is_birth_partial=_is_partial(chance, born, today), family=family, given=given, race_ethnicity=race,
        races=_races(chance, race), ethnicity=_ethnicity(race), language=language,
        payer=chance.pick("payer_65" if (today - born).days >= 65 * YEAR else "payer"),
        interpreter=_interpreter(chance, language), place=home.place,
        home=None if chance.rate("no_address") else home, phone="" if chance.rate("no_phone") else home.phone,
        email="" if chance.rate("no_email") else f"person{number}@example.org", duplicate=_duplicate(chance),
    )  # fmt: skip
    if person.duplicate:
        # What the two records agree on must be there to agree.
        person.is_birth_partial, person.phone = False, home.phone
    if chance.rate("death"):
        person.died_on = today - timedelta(days=random.randint(0, 200))
    elif chance.rate("moved"):
        person.moved_on = today - timedelta(days=random.randint(0, 200))
    chance.groups = tuple(person.groups.values())
    return person


def second_record(person: Person, chance: Chance) -> Person:
    """The same person as another desk wrote her down."""
    changes: dict[str, object] = {"id": f"{person.id}-again", "mrn": f"{person.mrn}-2"}
    match person.duplicate:
        case "identifier":
            changes |= {"mrn": person.mrn, "email": ""}
        case "contact":
            changes |= {"home": None, "email": ""}
        case "moved":
            home = Home(
                person.place,
                f"{chance.random.randint(1001, 1980)} Newcomer Road",
                _phone(chance, person.place),
            )
            changes |= {"home": home, "phone": "", "email": ""}
        case "birth_slip":
            changes |= {"born": person.born.replace(day=_one_digit_off(person.born.day))}
        case "new_family_name":
            changes |= {"family": f"{person.family[:3]}ington-Newly"}
    return msgspec.structs.replace(person, **changes)


def _one_digit_off(day: int) -> int:
    return 20 if day == 30 else day - 1 if day % 10 >= 8 or day == 31 else day + 1


def _names(chance: Chance, sex: str, race: str) -> tuple[str, list[str]]:
    random = chance.random
    firsts = NAMES.men if sex == "male" else NAMES.women
    given = [random.choice(firsts)]
    if random.random() < 0.4:
        given.append(random.choice([name for name in firsts if name != given[0]]))
    if race == "hispanic":
        family = random.choice(NAMES.spanish_families)
        if random.random() < 0.6:
            family += f" {random.choice(NAMES.spanish_families)}"
        return family, given
    return random.choice(NAMES.families), given


def _phone(chance: Chance, place: Place) -> str:
    """Numbers 555-0100 to 555-0199 belong to nobody."""
    return f"({place.area_code}) 555-01{chance.random.randint(0, 99):02d}"


def _is_partial(chance: Chance, born: date, today: date) -> bool:
    limits = {
        limit
        for deadline in chance.odds.parameters.deadlines
        for limit in deadline.ages or ()
        if limit
    }
    years = (today - born).days / YEAR
    is_clear = all(abs(years - limit) > MARGIN_YEARS for limit in limits)
    return chance.rate("partial_birth_date") and is_clear


def _races(chance: Chance, race: str) -> tuple[str, ...]:
    if race == "hispanic":
        return chance.random.choice(HISPANIC_RACES)
    if race == "two-or-more":
        return chance.random.choice(SEVERAL)
    return () if race == "not-asked" else (race,)


def _ethnicity(race: str) -> str:
    if race in ("unknown", "declined"):
        return race
    return "" if race == "not-asked" else "hispanic" if race == "hispanic" else "not-hispanic"


def _interpreter(chance: Chance, language: str) -> str:
    if chance.rate("interpreter_not_asked"):
        return ""
    is_english = language in ("en", "not-asked")
    return "needed" if not is_english and chance.rate("interpreter") else "not-needed"


def _duplicate(chance: Chance) -> str:
    place = chance.random.random()
    for kind, share in chance.odds.parameters.duplicates.items():
        place -= share.value
        if place < 0:
            return kind
    return ""
