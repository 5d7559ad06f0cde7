"""Why an installation can't be used as it is, each told in one sentence to whoever started a command."""


class Unfit(Exception):  # noqa: N818  a statement
    """What the program runs on isn't as it has to be; the sentence says what to do."""


class NotConfigured(Unfit):
    """A setting is missing, or can't mean what it has to; the sentence names it, and never says what a secret is."""


class NotFit(Unfit):
    """The database isn't fit to be used."""
