"""What the parts of a soak run have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


class Violation(Exception):  # noqa: N818  a statement
    """Something that must always hold didn't."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its work by seed and amount, which returns figures or raises a violation, and how much is done of it."""

    name: str
    work: Callable[[int, int], Mapping[str, int]]
    short: int
    full: int
