"""Recommendations, reports and what is printed."""
