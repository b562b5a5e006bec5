"""What every package stands on: audit, errors, jobs, definitions. It knows nothing of cancer."""
