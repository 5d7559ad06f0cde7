"""Where a number series goes on once a list is taken back that had moved it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moved:
    """The next number of a series before a list was taken over, and after."""

    before: int
    after: int


def number_before(following: int, gone: Iterable[Moved], taken: int) -> int:
    """Return the next number of a series that stands where a list left it: as it was before all lists that are gone.

    `gone` are the moves of lists that were taken back, `taken` is the highest number that is still there.

    >>> number_before(901, [Moved(413, 901)], 412), number_before(901, [Moved(1, 413), Moved(413, 901)], 0)
    (413, 1)
    >>> number_before(901, [Moved(1, 901)], 7)
    8
    """
    lowered = {move.after: move.before for move in gone if move.before < move.after}
    while following in lowered:
        following = lowered[following]
    return max(following, taken + 1)
