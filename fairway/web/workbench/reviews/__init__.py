"""What waits for a person's judgment: one person or two, one fact or another."""
