"""Taking over what was open in an earlier program, and taking that back."""

from billing.takeover.actions.taking import NotBeforeFirstRun, ReceivablesWrong, Stated, take_over
from billing.takeover.actions.taking_back import LONGEST_REASON, AlreadyBack, GoneOn, take_back

__all__ = [
    "LONGEST_REASON",
    "AlreadyBack",
    "GoneOn",
    "NotBeforeFirstRun",
    "ReceivablesWrong",
    "Stated",
    "take_back",
    "take_over",
]
