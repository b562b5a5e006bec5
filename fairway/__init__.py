"""Fairway: cancer patient navigation. The layout and the import order are in docs/adr/0001."""
