"""The queue of what people sent in."""
