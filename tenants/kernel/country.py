"""Countries of business: their time zones and what follows from where a party is."""

from datetime import date, datetime
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from tenants.kernel.language import Language

Country = Literal["FI", "SE", "NO", "DK"]
COUNTRIES: tuple[Country, ...] = get_args(Country)

ZONES: dict[Country, ZoneInfo] = {
    "FI": ZoneInfo("Europe/Helsinki"),
    "SE": ZoneInfo("Europe/Stockholm"),
    "NO": ZoneInfo("Europe/Oslo"),
    "DK": ZoneInfo("Europe/Copenhagen"),
}
CURRENCIES: dict[Country, str] = {"FI": "EUR", "SE": "SEK", "NO": "NOK", "DK": "DKK"}
USUAL_LANGUAGE: dict[Country, Language] = {"FI": "fi", "SE": "sv", "NO": "nb", "DK": "da"}


def local_day(now: datetime, country: Country) -> date:
    """Return the day of business it is in a country at a moment.

    >>> from datetime import UTC
    >>> local_day(datetime(2026, 11, 22, 22, 30, tzinfo=UTC), "FI")
    datetime.date(2026, 11, 23)
    """
    return now.astimezone(ZONES[country]).date()
