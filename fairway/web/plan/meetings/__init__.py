"""Series, meetings, stakeholders, the map of efforts and the goals."""
