"""The work with one person, in order: pathways, worklist. One Django app, one migration line."""
