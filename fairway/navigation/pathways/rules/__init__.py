"""Pure decisions of the clock engine: dates in, decision out. No Django, no clock, no database."""
