"""What follows from the values alone: what a series must be, and what a stream says and asks of its invoices."""

from billing.streams.rules.series import (
    FIRST_PREFIX,
    NewSeries,
    NewStream,
    are_alike,
    first_stream,
    highest_place,
    misfit,
    name_problems,
    printed_number,
    problems_of,
    series_problems,
    used_problems,
)
from billing.streams.rules.terms import COMPANYS_TERMS, DUE_RULES, DueRule, StreamTerms, Texts, terms_problems

__all__ = [
    "COMPANYS_TERMS",
    "DUE_RULES",
    "FIRST_PREFIX",
    "DueRule",
    "NewSeries",
    "NewStream",
    "StreamTerms",
    "Texts",
    "are_alike",
    "first_stream",
    "highest_place",
    "misfit",
    "name_problems",
    "printed_number",
    "problems_of",
    "series_problems",
    "terms_problems",
    "used_problems",
]
