"""Why a demo can't go on, each in one sentence for whoever started it."""


class DemoFailure(Exception):  # noqa: N818 named like the refusals, for what it says
    """The demo can't go on."""


class KeysGone(DemoFailure):
    """The database is there, but the keys to it are gone."""


class StepFailed(DemoFailure):
    """A step of the scenario didn't come true."""


class ProcessEnded(DemoFailure):
    """A process that the demo needs has ended."""


class Stopped(BaseException):
    """Somebody asked the demo to end; no failure."""
