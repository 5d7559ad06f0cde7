"""Types of the fixtures."""

from collections import Counter
from collections.abc import Callable

from lxml import etree

Broken = Callable[..., Counter[str]]
Verdict = Callable[[etree._Element], Counter[str] | None]
