"""Themes and synergies: suggested by people or by a registered aid, decided by people."""
