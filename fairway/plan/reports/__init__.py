"""Recommendations, reports and what is printed from meetings; every sentence with its sources."""
