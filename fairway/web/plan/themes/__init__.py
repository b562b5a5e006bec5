"""Themes, synergies and the aids that help to find them, as plan staff work on them."""
