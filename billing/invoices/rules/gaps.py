"""Whether a series' numbers follow one another: what is missing, from what an auditor can count again."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was counted of a series: first and last place, how many, and the ranges that lie between without a row."""

    first: int
    last: int
    count: int
    between: tuple[Range, ...] = ()

    @property
    def expected(self) -> int:
        """Return how many numbers there are from the first to the last."""
        return self.last - self.first + 1


def missing(counted: Counted, *, begins_at: int | None = None, next_place: int | None = None) -> tuple[Range, ...]:
    """Return the ranges of places that have no invoice, in order; empty where the series has no gap.

    `begins_at` is where the series began, None where what was counted begins later by choice; `next_place` is what it
    gives next, None where it went on after what was counted.

    >>> missing(Counted(first=3, last=9, count=6, between=((5, 5),)), begins_at=1, next_place=11)
    ((1, 2), (5, 5), (10, 10))
    """
    before = () if begins_at is None or begins_at >= counted.first else ((begins_at, counted.first - 1),)
    after = () if next_place is None or next_place <= counted.last + 1 else ((counted.last + 1, next_place - 1),)
    return (*before, *counted.between, *after)


def between(places: Iterable[int]) -> tuple[Range, ...]:
    """Return the ranges that lie between places in rising order.

    >>> between([1, 2, 5, 7])
    ((3, 4), (6, 6))
    """
    return tuple((low + 1, high - 1) for low, high in pairwise(places) if high - low > 1)
