"""What needs doing today, for whom and why: reads, contact attempts, notes, hand-offs."""
