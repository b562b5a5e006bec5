"""What makes a theme, a group of passages, an agreement, a synergy. Pure: no Django, no clock, no database."""
