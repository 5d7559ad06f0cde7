"""Why an embedded server can't be had, each in one sentence for whoever started it."""


class EmbeddedFailure(Exception):  # noqa: N818 named like the refusals, for what it says
    """An embedded server can't be had."""


class AlreadyRunning(EmbeddedFailure):
    """Another process runs the servers of this folder."""


class BinariesMissing(EmbeddedFailure):
    """The programs of a server aren't installed."""


class CannotRun(EmbeddedFailure):
    """A server didn't start, or one of its programs failed."""


class NotOurs(EmbeddedFailure):
    """A folder that only we may write belongs to somebody else."""


class WrongVersion(EmbeddedFailure):
    """The stored data were written by another major version."""
