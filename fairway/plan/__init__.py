"""The cancer plan: what was said, by whom, where it is written, what follows. One Django app, one migration line."""
