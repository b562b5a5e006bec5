"""What anyone may see: published pages, meetings, the comment form, what became of a comment."""
