"""What the demo tells on the terminal: a line for each step that came true."""

import sys

from portal.demo.failures import StepFailed


def tell(sentence: str = "") -> None:
    """Write a line at once, also into a pipe."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def ok(sentence: str) -> None:
    """Tell that a step came true."""
    tell(f"ok  {sentence}")


def expect(*, true: bool, otherwise: str) -> None:
    """Go on only if something came true.

    Raises:
        StepFailed: it didn't; the sentence says what is there instead.
    """
    if not true:
        raise StepFailed(otherwise)
