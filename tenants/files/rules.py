"""How long the law keeps what an invoice is made of."""

from datetime import date

from tenants.kernel.country import Country

# Years after the financial year: kirjanpitolaki 2:10 (FI, six from the end of the calendar year in which it ended),
# bokföringslagen 7:2 (SE, through the seventh calendar year), bokføringsloven § 13 (NO), bogføringsloven § 12 (DK).
YEARS: dict[Country, int] = {"FI": 6, "SE": 7, "NO": 5, "DK": 5}


def retain_until(country: Country, on: date) -> date:
    """Return the last day that a document of a day has to be kept in a country.

    When a company's financial year ends isn't known here; it ends at the latest in the calendar year that follows the
    document's, so the years are counted from the end of that one: never too short, at most a year too long.

    >>> retain_until("FI", date(2026, 11, 23)), retain_until("NO", date(2026, 1, 1))
    (datetime.date(2033, 12, 31), datetime.date(2032, 12, 31))
    """
    return date(on.year + 1 + YEARS[country], 12, 31)
