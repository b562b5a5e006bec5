"""FHIR data types, as far as they are read: what is not named here is skipped over and kept in the pack."""

import msgspec


class Shape(msgspec.Struct, gc=False, kw_only=True):
    """A piece of a resource. Trees of it hold no rings, so the garbage collector need not look."""


class Coding(Shape):
    """A code of a system."""

    system: str = ""
    code: str = ""
    display: str = ""


class Concept(Shape):
    """FHIR CodeableConcept."""

    coding: list[Coding] = []
    text: str = ""


class Identifier(Shape):
    """A number that a system gives."""

    system: str = ""
    value: str = ""


class Reference(Shape):
    """A pointer to another resource, in any of FHIR's styles."""

    reference: str = ""
    identifier: Identifier | None = None
    display: str = ""


class Period(Shape):
    """From, to."""

    start: str = ""
    end: str = ""


class Quantity(Shape):
    """A measured value."""

    value: float | None = None
    comparator: str = ""
    unit: str = ""
    code: str = ""


class Meta(Shape):
    """When the source last changed the resource."""

    lastUpdated: str = ""


class Extension(Shape):
    """A US Core or core extension, as far as its values are read."""

    url: str = ""
    extension: "list[Extension]" = []
    valueCoding: Coding | None = None
    valueCodeableConcept: Concept | None = None
    valueString: str = ""
    valueCode: str = ""
    valueBoolean: bool | None = None
    valueDateTime: str = ""


class HumanName(Shape):
    """A name."""

    use: str = ""
    family: str = ""
    given: list[str | None] = []
    text: str = ""


class ContactPoint(Shape):
    """A telephone number or an address on the net."""

    system: str = ""
    value: str = ""
    use: str = ""
    rank: int = 1
    period: Period | None = None


class Address(Shape):
    """Where someone lives."""

    use: str = ""
    line: list[str | None] = []
    city: str = ""
    state: str = ""
    postalCode: str = ""
    text: str = ""
    period: Period | None = None


class Communication(Shape):
    """A language, and whether it is the preferred one."""

    language: Concept | None = None
    preferred: bool = False
