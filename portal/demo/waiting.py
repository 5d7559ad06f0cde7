"""Waiting for what other processes do."""

import time
from collections.abc import Callable
from typing import TypeVar

from portal.demo.failures import StepFailed

PATIENCE = 300  # seconds
PAUSE = 0.2
Found = TypeVar("Found")


def wait_for(look: Callable[[], Found | None], *, what: str, patience: float = PATIENCE) -> Found:
    """Return what a look finds, once it finds something.

    Raises:
        StepFailed: nothing was found in time.
    """
    deadline = time.monotonic() + patience
    while True:
        if found := look():
            return found
        if time.monotonic() > deadline:
            raise StepFailed(f"{what} didn't happen within {patience:g} seconds; the logs tell why.")
        time.sleep(PAUSE)
