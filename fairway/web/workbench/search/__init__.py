"""Finding a person of the program."""
