"""Template tags of Fairway's pages."""
