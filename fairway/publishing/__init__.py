"""Pages and frozen releases: checked, signed off, written out. What the public sees comes from here alone."""
