"""The only now: moments are aware and in UTC; a test or a simulation sets its own clock on the application."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask, current_app

Clock = Callable[[], datetime]
EXTENSION = "samla_clock"


def real_clock() -> datetime:
    """Return the moment it is."""
    return datetime.now(UTC)


def set_clock(app: Flask, clock: Clock) -> None:
    """Have an application live by a clock."""
    app.extensions[EXTENSION] = clock


def now() -> datetime:
    """Return the moment it is for the application at work."""
    clock: Clock = current_app.extensions[EXTENSION]
    return clock()
