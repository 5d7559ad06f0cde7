"""When an agreement renews, until when notice counts, what a change costs, and who must agree to it. Pure."""

from tenants.agreements.rules.parties import CLIENT, Party, consent_needed, firm, party, side_of
from tenants.agreements.rules.periods import (
    RUNS,
    Period,
    can_start,
    end_if_cancelled,
    last_day_to_cancel,
    months_later,
    notice_days_with,
    notices_due,
    period_before,
    renewal_day,
)
from tenants.agreements.rules.proration import Charged, Quote, quote_of_new_period, quote_of_rest

__all__ = [
    "CLIENT",
    "RUNS",
    "Charged",
    "Party",
    "Period",
    "Quote",
    "can_start",
    "consent_needed",
    "end_if_cancelled",
    "firm",
    "last_day_to_cancel",
    "months_later",
    "notice_days_with",
    "notices_due",
    "party",
    "period_before",
    "quote_of_new_period",
    "quote_of_rest",
    "renewal_day",
    "side_of",
]
