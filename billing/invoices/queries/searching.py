"""A search as conditions that an index can answer: under row security LIKE can't use one, a range can."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from billing.invoices.models import Invoice
from billing.invoices.rules.searching import Sum, Typed
from tenants.kernel.sorting import beginning


def matches(column: InstrumentedAttribute[Any], wanted: Typed) -> ColumnElement[bool]:
    """Return the condition of a text: the range that it begins in, and within that the pattern where there is one."""
    low, high = beginning(wanted.start)
    begins = and_(column >= low, column < high) if wanted.start else true()
    pattern = wanted.pattern()
    return begins if pattern is None else and_(begins, column.like(pattern, escape="\\"))


def comes_to(wanted: Sum) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of an invoice's total, and of what is to be paid where that is another amount.

    A bank's statement has what was paid. Each has an index of its own.
    """
    return tuple(_is(column, wanted) for column in (Invoice.total_minor, Invoice.asked_minor))


def _is(column: InstrumentedAttribute[Any], wanted: Sum) -> ColumnElement[bool]:
    exact = column == wanted.minor
    return and_(exact, or_(*(Invoice.currency == one for one in wanted.currencies))) if wanted.currencies else exact
