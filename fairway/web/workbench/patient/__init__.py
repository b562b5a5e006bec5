"""One person's page: what to know before calling, what is open, how it came about, and what one may do about it."""
