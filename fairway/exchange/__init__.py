"""Doors for machines: FHIR in, made-up people out."""
