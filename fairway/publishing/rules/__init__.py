"""What holds for pages, releases and doors. Plain Python: no Django, no database, no clock."""
