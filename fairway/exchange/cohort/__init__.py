"""Made-up people with a known truth, written as FHIR with the answer key. They enter through the same door as anybody."""
