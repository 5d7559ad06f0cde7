"""Days as people type them: one reader for pages and files."""

import re
from contextlib import suppress
from datetime import date

from tenants.kernel.refusals import Invalid

NORDIC = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST_SHOWN = 40


class NotADay(Invalid):
    """%(given)s isn't a day; write 2026-11-23 or 23.11.2026."""

    def __init__(self, given: str) -> None:
        """Keep what was typed, as far as a page has room for it."""
        super().__init__(given=given.strip()[:LONGEST_SHOWN] or "\N{EN DASH}")


def read_day(text: str) -> date:
    """Return a day typed as 2026-11-23 or 23.11.2026.

    >>> read_day("23.11.2026") == read_day(" 2026-11-23 ") == date(2026, 11, 23)
    True

    Raises:
        NotADay: it isn't one.
    """
    day = find_day(text)
    if day is None:
        raise NotADay(text)
    return day


def find_day(text: str) -> date | None:
    """Return a day typed as 2026-11-23 or 23.11.2026, None where it is none.

    >>> find_day("29.2.2027"), find_day("11/23/2026"), find_day("20261123"), find_day("")
    (None, None, None, None)
    """
    plain = text.strip()
    with suppress(ValueError):
        if nordic := NORDIC.fullmatch(plain):
            return date(int(nordic[3]), int(nordic[2]), int(nordic[1]))
        return date.fromisoformat(plain) if ISO.fullmatch(plain) else None
    return None
