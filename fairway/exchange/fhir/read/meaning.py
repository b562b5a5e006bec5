"""What codes and values say in our words, by the tables of codes.toml."""

from collections.abc import Iterable, Iterator

from fairway.exchange.fhir.codes import Code, Tables, plain
from fairway.exchange.fhir.read.parts import Coding, Concept, Quantity


def about(tables: Tables, concepts: Iterable[Concept | None]) -> Code | None:
    """What a record is about: the first of its codes that stands in the table."""
    for concept in concepts:
        if concept is not None:
            for coding in concept.coding:
                found = tables.code(coding.system, coding.code)
                if found is not None:
                    return found
    return None


def cancer_of(tables: Tables, concepts: Iterable[Concept | None]) -> str:
    """The cancer that a body site or a reason speaks of; empty where none."""
    for concept in concepts:
        for coding in concept.coding if concept is not None else ():
            pair = (tables.systems.get(coding.system, ""), coding.code)
            if pair in tables.sites:
                return tables.sites[pair]
            found = tables.code(coding.system, coding.code)
            if found is not None and found.kind == "diagnosis":
                return found.cancer
    return ""


def answer(tables: Tables, code: Code, values: Iterable[Concept | None]) -> tuple[str, str]:
    """What a value says of this test, as (value, cancer); empty where the table does not know it."""
    for system, said in _said(tables, values):
        row = tables.answers.get((code.kind, system, said))
        if row is not None and (not code.cancer or row.cancer in ("", code.cancer)):
            return row.value, row.cancer or code.cancer
        positive = tables.polarities.get((system, said))
        if positive is not None:
            return (code.positive if positive else code.negative), code.cancer
    return "", code.cancer


def _said(tables: Tables, values: Iterable[Concept | None]) -> Iterator[tuple[str, str]]:
    """Codes first, then the words that stand beside them."""
    known = [value for value in values if value is not None]
    for value in known:
        for coding in value.coding:
            yield tables.systems.get(coding.system, ""), coding.code
    for value in known:
        for text in (value.text, *(coding.display for coding in value.coding)):
            if text:
                yield "text", plain(text)


def measured(tables: Tables, code: Code, quantity: Quantity | None) -> str:
    """What a measured value says. Nothing is guessed from another unit, or from `<` beside the limit itself."""
    row = tables.numbers.get((code.system, code.code))
    if row is None or quantity is None or quantity.value is None:
        return ""
    if quantity.code not in row.units and quantity.unit not in row.units:
        return ""
    if quantity.comparator in ("<", "<="):
        return row.below if quantity.value <= row.at_least else ""
    if quantity.comparator in (">", ">=") and quantity.value < row.at_least:
        return ""
    return row.value if quantity.value >= row.at_least else row.below


def words(text: str) -> Concept:
    """A value given only in words."""
    return Concept(coding=[], text=text)


def flag(positive: bool) -> Concept:
    """A plain yes or no (valueBoolean)."""
    code = "POS" if positive else "NEG"
    return Concept(
        coding=[
            Coding(
                system="http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
                code=code,
            )
        ]
    )
