"""Submissions by every channel: received, acknowledged, screened, classed, grouped; withdrawn."""
