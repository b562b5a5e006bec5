"""Doors for people: server-rendered pages. Views are thin; presenters own wording, tags and dates."""
