"""When people are told: weekdays at eight in the morning, by the clock of the workspace's country."""

from datetime import UTC, date, datetime, time, timedelta

from tenants.kernel.country import ZONES, Country

HOUR = time(8)
SATURDAY = 5


def next_telling(now: datetime, country: Country) -> tuple[date, datetime]:
    """Return the next day on which a digest goes out in a country, and the moment in UTC.

    >>> friday_noon = datetime(2026, 11, 20, 10, tzinfo=UTC)
    >>> next_telling(friday_noon, "FI")
    (datetime.date(2026, 11, 23), datetime.datetime(2026, 11, 23, 6, 0, tzinfo=datetime.timezone.utc))
    >>> next_telling(datetime(2026, 11, 23, 5, tzinfo=UTC), "FI")[0]
    datetime.date(2026, 11, 23)
    """
    zone = ZONES[country]
    local = now.astimezone(zone)
    at = datetime.combine(local, HOUR, zone)
    while at <= local or at.weekday() >= SATURDAY:
        at += timedelta(days=1)  # by the wall clock, so that eight stays eight when the clocks change
    return date(at.year, at.month, at.day), at.astimezone(UTC)
