"""The other lists of cases, and hand-offs that wait for an answer."""
