"""The worklist: who is falling behind, why, since when, and what is next."""
