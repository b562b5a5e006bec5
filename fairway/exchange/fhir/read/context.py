"""What a reader needs to know besides the resource."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from fairway.exchange.fhir.codes import Tables
from fairway.exchange.fhir.read.parts import Reference
from fairway.exchange.fhir.read.reading import Reading, Subject
from fairway.exchange.fhir.read.references import subject
from fairway.exchange.fhir.read.shapes import Resource


class Context(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The code tables, the name of the source (`source:12`), a Bundle's links, and the day of arrival."""

    tables: Tables
    source: str
    links: Mapping[str, str]
    on: date

    def ref(self, resource: Resource) -> str:
        """The source_ref of what a resource says: `12:Observation/7`."""
        return f"{self.source[7:]}:{type(resource).__name__}/{resource.id}"

    def subject(self, resource: Resource, reference: Reference | None) -> Subject | None:
        """The person a resource is about."""
        if reference is None:
            return None
        home = f"{type(resource).__name__}/{resource.id}"
        return subject(reference, home=home, source=self.source, links=self.links)


def reading(resource: Resource, **said: Any) -> Reading:
    """A Reading of this resource."""
    return Reading(resource_type=type(resource).__name__, resource_id=resource.id, **said)
