"""Taking over what was open in an earlier program."""

from billing.takeover.actions.taking import NotBeforeFirstRun, ReceivablesWrong, Stated, take_over

__all__ = ["NotBeforeFirstRun", "ReceivablesWrong", "Stated", "take_over"]
