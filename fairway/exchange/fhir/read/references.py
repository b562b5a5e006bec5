"""Whom a reference means: every style FHIR allows, brought to one key."""

from collections.abc import Mapping

from fairway.exchange.fhir.read.parts import Reference
from fairway.exchange.fhir.read.reading import Subject


def target(reference: Reference, *, home: str, links: Mapping[str, str]) -> tuple[str, str]:
    """The type and id that a reference means, such as ("Patient", "7").

    Takes `Patient/7`, `https://host/fhir/Patient/7`, both with `/_history/2`, `urn:uuid:...` (through the Bundle's
    `links` from fullUrl to `Type/id`, else the uuid is the id) and `#contained` in the resource `home`
    (`Observation/3`). ("", "") where it names nothing that can be found by type and id.
    """
    text = reference.reference
    if text in links:
        text = links[text]
    elif text.startswith("#"):
        return "", f"{home}{text}" if len(text) > 1 else ""
    elif text.startswith("urn:uuid:"):
        return "", text[9:]
    elif text.startswith("urn:oid:"):
        return "", text[8:]
    if "/_history/" in text:
        text = text.partition("/_history/")[0]
    parts = text.rsplit("/", 2)
    return (parts[-2], parts[-1]) if len(parts) > 1 and "?" not in text else ("", "")


def subject(
    reference: Reference | None, *, home: str, source: str, links: Mapping[str, str]
) -> Subject | None:
    """The person a record is about; None where it names no person (a group, a device, nothing at all).

    A conditional reference (`Patient?identifier=system|value`) and a logical one (`identifier` only) mean the
    person with that identifier.
    """
    if reference is None:
        return None
    text = reference.reference
    if text.startswith("Patient?identifier="):
        system, bar, value = text[19:].replace("%7C", "|").partition("|")
        return Subject(system, value) if bar and value else None
    kind, name = target(reference, home=home, links=links)
    if name and kind in ("", "Patient"):
        return Subject(source, f"Patient/{name}")
    if not text and reference.identifier is not None and reference.identifier.value:
        return Subject(reference.identifier.system, reference.identifier.value)
    return None
