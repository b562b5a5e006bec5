"""FHIR resources into our own dataclasses. Pure: no Django, no database."""
