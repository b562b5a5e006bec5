"""Documents, passages and corrections: the words and the page."""
