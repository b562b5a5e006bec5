"""The root of expected failures. What is raised by one function stands beside that function."""


class FairwayError(Exception):
    """Something a person can mend. The text says what, with which thing, and what to do next.

    It may carry ids; never a name, a birth date or a payload.
    """
