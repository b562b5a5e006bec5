"""Pages, releases and sign-off."""
