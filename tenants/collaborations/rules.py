"""The states of a collaboration on the way in, and how long a request waits.

A request is `invited` until the client's admin accepts it (`active`) or declines it, the firm withdraws it, or it runs
out: 14 days after it was sent, or sent again. One that ran out keeps its state; sending it again opens it anew. After
a no, a withdrawal or an end the firm may ask again, which is a new request.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

VALID_FOR = timedelta(days=14)
OPEN = ("invited", "active", "ending")
RUNNING = ("active", "ending")
LONGEST_REASON = 1000
Outcome = Literal["waiting", "joined", "expired", "accepted", "declined", "withdrawn"]
SETTLED: Mapping[str, Outcome] = {
    "active": "accepted",
    "ending": "accepted",
    "ended": "accepted",
    "declined": "declined",
    "withdrawn": "withdrawn",
    "expired": "expired",
}


def outcome_of(state: str, *, joined: bool, open_until: datetime | None, now: datetime) -> Outcome:
    """Return what came of a request: who has joined can still accept, however late it is by then.

    >>> from datetime import UTC
    >>> day = datetime(2026, 11, 22, tzinfo=UTC)
    >>> outcome_of("invited", joined=False, open_until=day, now=day)
    'expired'
    """
    if state != "invited":
        return SETTLED[state]
    if joined:
        return "joined"
    return "expired" if open_until is not None and open_until <= now else "waiting"
