"""Why a command can't go on, in one line for whoever gave it."""


class CannotSetUp(Exception):  # noqa: N818 named for what it says
    """Something is missing that we couldn't get; the message says what to install."""
