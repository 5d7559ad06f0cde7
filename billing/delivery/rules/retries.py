"""When a delivery that surely didn't happen is tried again, and when that ends."""

from datetime import datetime, timedelta

# Greylisting wants minutes, a broken mail server hours; after three days a person has to know (RFC 5321, 4.5.4.1
# speaks of four to five days at most).
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
)
GIVE_UP_AFTER = timedelta(days=3)


def next_try_in(tries: int, *, first: datetime, now: datetime) -> timedelta | None:
    """Return how long to wait after a number of tries, the first at a moment; None when it is time to give up.

    >>> from datetime import UTC
    >>> monday = datetime(2026, 11, 23, tzinfo=UTC)
    >>> next_try_in(1, first=monday, now=monday), next_try_in(9, first=monday, now=monday)
    (datetime.timedelta(seconds=60), datetime.timedelta(seconds=14400))
    >>> next_try_in(20, first=monday, now=monday + timedelta(days=3)) is None
    True
    """
    if now - first >= GIVE_UP_AFTER:
        return None
    return PAUSES[min(tries, len(PAUSES)) - 1]
