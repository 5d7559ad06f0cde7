"""Figures of the law, each with the day it holds from and the source that says so; never guessed beyond."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from tenants.kernel.refusals import Conflict

T = TypeVar("T")
SECOND_HALF = 7


class NoFigure(Conflict):
    """The table of the law has no confirmed figure for %(day)s, and Samla doesn't guess one."""


class Confidence(StrEnum):
    """How well a figure is known, from the official text itself down to general knowledge."""

    OFFICIAL = "P"
    AGREEING = "S2"  # two or more independent secondary sources say the same
    SECONDARY = "S"
    DERIVED = "D"  # by a confirmed formula from a confirmed input
    UNCONFIRMED = "K"  # data that is shown as unconfirmed, never a hard rule


@dataclass(frozen=True, slots=True)
class Since(Generic[T]):
    """A value that holds from a day until the next newer row, and where that is written."""

    from_day: date
    value: T
    source: str
    confidence: Confidence = Confidence.OFFICIAL


def row_at(table: Sequence[Since[T]], day: date) -> Since[T]:
    """Return the row in force on a day; the table stands newest first.

    Raises:
        NoFigure: the day is before the oldest row.
    """
    return _first((row for row in table if row.from_day <= day), day)


def at(table: Sequence[Since[T]], day: date) -> T:
    """Return the value in force on a day; the table stands newest first.

    >>> fee = (Since(date(2022, 5, 1), 12, "299/2022"), Since(date(2021, 1, 1), 10, "1069/2020"))
    >>> at(fee, date(2022, 4, 30)), at(fee, date(2022, 5, 1))
    (10, 12)

    Raises:
        NoFigure: the day is before the oldest row.
    """
    return row_at(table, day).value


def half_year_start(day: date) -> date:
    """Return 1 January or 1 July: the first day of the half-year that a day is in.

    >>> half_year_start(date(2026, 6, 30)), half_year_start(date(2026, 7, 1))
    (datetime.date(2026, 1, 1), datetime.date(2026, 7, 1))
    """
    return date(day.year, SECOND_HALF if day.month >= SECOND_HALF else 1, 1)


def at_half_year(table: Sequence[Since[T]], day: date) -> T:
    """Return the value set for the half-year that a day is in; an older half-year's never stands in for it.

    >>> rate = (Since(date(2025, 7, 1), "2.00", "SFS 2025:809"),)
    >>> at_half_year(rate, date(2025, 12, 31))
    '2.00'

    Raises:
        NoFigure: nothing has been set, or nothing is confirmed, for that half-year.
    """
    start = half_year_start(day)
    return _first((row for row in table if row.from_day == start), day).value


def _first(rows: Iterable[Since[T]], day: date) -> Since[T]:
    for row in rows:
        return row
    raise NoFigure(day, day=day)
