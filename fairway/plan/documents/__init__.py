"""Documents as received, the passages they hold, corrections, redactions, search."""
