"""The shapes of the law on late payment: what a reminder may cost, when, and what comes before collection."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class DayCount(StrEnum):
    """How the days between two dates are turned into years of interest."""

    ACTUAL_365 = "actual/365"
    ACTUAL_ACTUAL = "actual/actual"  # 366 in a leap year
    THIRTY_360 = "30/360"


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """When a reminder with a fee may go out. Days are counted from the day a document left.

    None means that the law has no number: `days_between` must then be reasonable, and `most_with_fee` has no limit
    in the act; `usual_with_fee` is what the trade does, as an unconfirmed default.
    """

    fee: Decimal
    currency: str
    days_after_due: int
    days_between: int | None
    days_before_due: int = 0
    most_with_fee: int | None = None
    usual_with_fee: int | None = None
    fee_must_be_agreed: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class CollectionRules:
    """What must have happened before a claim goes to collection."""

    reminder_first: bool
    days_after_reminder: int = 0
    warning_first: bool = False
    warning_deadline_days: int = 0
    source: str = ""
