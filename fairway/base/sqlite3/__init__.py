"""SQLite as Fairway needs it; see base.py in this folder."""
