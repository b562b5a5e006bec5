"""Activities toward the goals, and the map of efforts."""
