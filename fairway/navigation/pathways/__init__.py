"""The clock engine: events, episodes, milestones, pauses, alerts; definitions as data with an owner."""
