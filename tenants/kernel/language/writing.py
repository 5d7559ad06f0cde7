"""Days and figures as a language writes them."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from tenants.kernel.language.languages import Language, locale_of

KEPT = 4096  # figures and days as written in a language; the same stand on page after page


@lru_cache(KEPT)
def written_day(value: date, language: Language) -> str:
    """Return a day with its year, the month in letters where the language does so.

    >>> written_day(date(2026, 12, 7), "en"), written_day(date(2026, 12, 7), "fi")
    ('7 Dec 2026', '7.12.2026')
    """
    return str(format_date(value, "medium", locale=locale_of(language)))


@lru_cache(KEPT)
def written_amount(value: Decimal, places: int, language: Language) -> str:
    """Return a figure with so many decimals, grouped by thousands.

    >>> written_amount(Decimal("1204.5"), 2, "en"), written_amount(Decimal("4.5"), 2, "da")
    ('1,204.50', '4,50')
    """
    pattern = "#,##0." + "0" * places if places else "#,##0"
    return str(format_decimal(value, format=pattern, locale=locale_of(language)))


def written_figure(value: Decimal, language: Language) -> str:
    """Return a figure with the decimals that it has, those that are nil too.

    >>> [written_figure(Decimal(each), "sv") for each in ("25.5", "150.00", "1E1")]
    ['25,5', '150,00', '10']
    """
    exponent = value.as_tuple().exponent
    return written_amount(value, max(0, -exponent) if isinstance(exponent, int) else 0, language)
