"""Pure decisions: dates in, decision out. No Django, no clock, no database."""
