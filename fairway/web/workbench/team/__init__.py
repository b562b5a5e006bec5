"""Who carries which cases, and covering for a colleague who is away."""
