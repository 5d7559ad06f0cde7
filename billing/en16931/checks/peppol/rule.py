"""A rule: its official id, the elements it looks at, what must hold of each, and what we say when it doesn't."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml.etree import _Element

from billing.en16931.checks.violation import Level
from tenants.kernel.language import Message

Test = Callable[[_Element], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One assertion of the Peppol rule set, under its official id.

    `context` is an XPath 1.0 from the root that finds the elements; `holds` judges one of them. Rules
    with the same context share one search, so contexts are named constants where several use them.
    """

    id: str
    level: Level
    context: str
    holds: Test
    sentence: Message


def never(_element: _Element) -> bool:
    """Return False: the rule forbids every element that its context finds."""
    return False
