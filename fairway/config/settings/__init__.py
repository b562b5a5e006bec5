"""Settings: base, and three short files for local use, tests and production."""
