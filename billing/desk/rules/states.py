"""The states of an invoice that a person writes, and who has it in hand in each."""

from typing import Literal

WrittenState = Literal["draft", "submitted", "in_review", "needs_correction", "approved", "invoiced", "withdrawn"]

# With whoever wrote it; with the firm; and out of everybody's hands.
WITH_WRITER = frozenset({"draft", "needs_correction"})
AT_DESK = frozenset({"submitted", "in_review"})
WAITING = ("submitted", "in_review")
OPEN = ("draft", "submitted", "in_review", "needs_correction", "approved")
# What its writer may still take back: what nobody at the desk has begun with.
WITHDRAWABLE = frozenset({"draft", "needs_correction", "submitted"})
