"""A FHIR Patient (US Core, mCODE, Synthea) into PatientFacts. Nothing is filled in: what is absent stays unknown."""

from collections.abc import Iterator

from fairway.exchange.fhir.read.context import Context, reading
from fairway.exchange.fhir.read.dates import Day, day
from fairway.exchange.fhir.read.parts import Coding, Concept, Extension, HumanName
from fairway.exchange.fhir.read.reading import FoundEvent, Reading, Subject
from fairway.exchange.fhir.read.shapes import Patient
from fairway.navigation.pathways.rules.facts import DAY_UNKNOWN
from fairway.people.rules import AddressFacts, AnswerFacts, ContactFacts, NameFacts, PatientFacts

US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"
CORE = "http://hl7.org/fhir/StructureDefinition/"
MULTIPLE = {f"{US_CORE}race": "race", f"{US_CORE}ethnicity": "ethnicity"}
SINGLE = {
    f"{US_CORE}genderIdentity": "gender-identity",
    f"{CORE}patient-genderIdentity": "gender-identity",
    f"{CORE}individual-genderIdentity": "gender-identity",
    f"{US_CORE}sexual-orientation": "sexual-orientation",
}
INTERPRETER = {f"{CORE}patient-interpreterRequired", f"{US_CORE}interpreter-needed"}
# HL7 null flavors and data-absent reasons: three different ways of not knowing.
ABSENT = {
    "UNK": "unknown", "NASK": "not-asked", "ASKU": "declined", "NI": "unknown", "unknown": "unknown",
    "asked-declined": "declined", "asked-unknown": "unknown", "not-asked": "not-asked", "OTH": "known",
}  # fmt: skip
YES, NO = "373066001", "373067005"
PHONES = {
    "phone": "phone",
    "sms": "sms",
    "email": "email",
    "pager": "other",
    "fax": "other",
    "url": "other",
}


def patient(context: Context, resource: Patient) -> Reading:
    """The person, and her death where it is known."""
    own = f"Patient/{resource.id}"
    born = day(resource.birthDate, "$.birthDate") if resource.birthDate else None
    died = (
        day(resource.deceasedDateTime, "$.deceasedDateTime") if resource.deceasedDateTime else None
    )
    facts = PatientFacts(
        source_ref=context.ref(resource),
        identifiers=[
            (context.source, own),
            *dict.fromkeys((one.system[:200], one.value[:200]) for one in resource.identifier if one.system and one.value),
        ],
        names=[_name(name) for name in resource.name if name.family or any(name.given) or name.text],
        birth_date=born.on if born else None,
        birth_precision=born.precision if born else "",
        sex=resource.gender if resource.gender in ("female", "male", "other") else "unknown",
        deceased_on=died.on if died and died.precision == "day" else None,
        answers=list(_answers(resource)),
        contact_points=[
            ContactFacts(system=PHONES.get(one.system, "other"), value=one.value[:254], use=one.use[:10], rank=max(one.rank, 1))
            for one in resource.telecom
            if one.value and one.use != "old"
        ],
        addresses=[
            AddressFacts(
                lines=", ".join(line for line in home.line if line)[:250], city=home.city[:100], state=home.state[:40],
                postal_code=home.postalCode[:12], use=home.use[:10],
            )
            for home in resource.address
            if home.use != "old"
        ],
    )  # fmt: skip
    subject = Subject(context.source, own)
    return reading(
        resource, patient=facts, subject=subject, events=_death_event(context, resource, died)
    )


def _death_event(context: Context, resource: Patient, died: Day | None) -> tuple[FoundEvent, ...]:
    """No call may reach a family as if she lived: said without a day, a death counts from the day we heard."""
    if died is None and not resource.deceasedBoolean:
        return ()
    known = died or Day(context.on, "day")
    return (
        FoundEvent(
            source_ref=f"{context.ref(resource)}#death",
            kind="death",
            value="" if died else DAY_UNKNOWN,
            occurred_on=known.on,
            precision=known.precision,
        ),
    )


def _name(name: HumanName) -> NameFacts:
    given = " ".join(part for part in name.given if part)
    family = name.family or ("" if given else name.text)
    return NameFacts(family=family[:120], given=given[:120], use=name.use[:10])


def _answers(resource: Patient) -> Iterator[AnswerFacts]:
    for extension in resource.extension:
        if extension.url in MULTIPLE:
            yield from _race(MULTIPLE[extension.url], extension)
        elif extension.url in SINGLE:
            yield from _coded(SINGLE[extension.url], _codings(extension))
        elif extension.url in INTERPRETER:
            yield from _interpreter(extension)
        elif extension.url == f"{US_CORE}tribal-affiliation":
            tribes = [inner for inner in extension.extension if inner.url == "tribalAffiliation"]
            yield from _coded(
                "tribal-affiliation", [coding for tribe in tribes for coding in _codings(tribe)]
            )
    spoken = sorted(resource.communication, key=lambda one: not one.preferred)[:1]
    for one in spoken:
        language = one.language or Concept()
        coding = next(iter(language.coding), Coding())
        text = language.text or coding.display
        if coding.code or text:
            yield AnswerFacts(
                kind="language", system=coding.system, code=coding.code[:60], text=text[:200]
            )


def _race(kind: str, extension: Extension) -> Iterator[AnswerFacts]:
    """Every code kept, whatever its level; the text alone where there is no code."""
    codings = [inner.valueCoding for inner in extension.extension if inner.valueCoding is not None]
    if codings:
        yield from _coded(kind, codings)
        return
    text = next((inner.valueString for inner in extension.extension if inner.url == "text"), "")
    if text:
        status = "unknown" if text.lower() in ("unknown", "not known") else "known"
        yield AnswerFacts(kind=kind, status=status, text=text[:200])


def _coded(kind: str, codings: list[Coding]) -> Iterator[AnswerFacts]:
    for coding in codings:
        status = ABSENT.get(coding.code, "known")
        if status == "known" and not (coding.code or coding.display):
            continue
        yield AnswerFacts(
            kind=kind,
            status=status,
            system=coding.system[:200],
            code=coding.code[:60],
            text=coding.display[:200],
        )


def _interpreter(extension: Extension) -> Iterator[AnswerFacts]:
    if extension.valueBoolean is not None:
        yield AnswerFacts(
            kind="interpreter", code="needed" if extension.valueBoolean else "not-needed"
        )
    for coding in _codings(extension):
        if coding.code in (YES, NO):
            yield AnswerFacts(
                kind="interpreter", code="needed" if coding.code == YES else "not-needed"
            )
        elif coding.code in ABSENT:
            yield AnswerFacts(kind="interpreter", status=ABSENT[coding.code])


def _codings(extension: Extension) -> list[Coding]:
    found = list(extension.valueCodeableConcept.coding) if extension.valueCodeableConcept else []
    if extension.valueCoding is not None:
        found.append(extension.valueCoding)
    for inner in extension.extension:
        if inner.url == "value":
            found += _codings(inner)
    return found
