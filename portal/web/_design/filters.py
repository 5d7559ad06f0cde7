"""Amounts, days and moments as the reader's language writes them."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton, format_time
from babel.numbers import format_decimal, format_percent
from flask import g

from portal.web._design.fields import as_field
from portal.web._design.states import state_of
from portal.web._design.words import reader_language, say
from tenants.kernel.country import ZONES
from tenants.kernel.language import Language, locale_of, written_amount, written_day
from tenants.kernel.money import exponent, round_money

NO_BREAK = "\N{NO-BREAK SPACE}"
NOTHING = "\N{EN DASH}"
KEPT = 4096  # numbers as written in a language; the same stand on page after page


def reader_locale() -> Locale:
    """Return the Babel locale of the reader; English is written the European way (7 Dec 2026)."""
    return locale_of(reader_language())


def reader_zone() -> ZoneInfo:
    """Return the zone in which moments are shown: that of `flask.g.country`, Finland's when nobody said."""
    return ZONES[g.get("country", "FI")]


def amount(value: Decimal | None, currency: str = "EUR") -> str:
    """Return an amount with its currency's decimals and without its code, for columns of one currency."""
    if value is None:
        return NOTHING
    return written_amount(value, exponent(currency), reader_language())


def money(value: Decimal | None, currency: str) -> str:
    """Return an amount followed by its currency's code: `1,204.50 EUR`."""
    return NOTHING if value is None else f"{amount(value, currency)}{NO_BREAK}{currency}"


def price(value: Decimal, currency: str) -> str:
    """Return a price with the decimals of its currency, or with all that it has where these are more."""
    return amount(value, currency) if value == round_money(value, currency) else number(value)


def number(value: Decimal | int | None) -> str:
    """Return a number grouped by thousands, with the decimals it has."""
    return NOTHING if value is None else _number(value, reader_language())


def percent(value: Decimal | None) -> str:
    """Return a rate given in percent (`Decimal("25.5")`) with the percent sign where the language puts it."""
    if value is None:
        return NOTHING
    return str(format_percent(value / 100, locale=reader_locale(), decimal_quantization=False))


def day(value: date | None) -> str:
    """Return a day with its year, the month in letters where the language does so: `7 Dec 2026`."""
    return NOTHING if value is None else written_day(_as_read(value).date(), reader_language())


def short_day(value: date | None) -> str:
    """Return a day of the running year: `7 Dec`."""
    return NOTHING if value is None else str(format_skeleton("MMMd", _as_read(value), locale=reader_locale()))


def weekday(value: date | None) -> str:
    """Return a day with its weekday, for where a promise hangs on it: `Mon 7 Dec`."""
    return NOTHING if value is None else str(format_skeleton("MMMEd", _as_read(value), locale=reader_locale()))


def moment(value: datetime | None) -> str:
    """Return a moment as day and time of day where the reader is: `23 Nov 2026 10:04`."""
    if value is None:
        return NOTHING
    return f"{day(value)} {clock(value)}"


def clock(value: datetime | None) -> str:
    """Return the time of day of a moment where the reader is: `10:04`."""
    if value is None:
        return NOTHING
    return str(format_time(value, "short", tzinfo=reader_zone(), locale=reader_locale()))


def machine_time(value: date | datetime) -> str:
    """Return a day or a moment for the `datetime` attribute of a `<time>` element."""
    return value.isoformat()


@lru_cache(KEPT)
def _number(value: Decimal | int, language: Language) -> str:
    return str(format_decimal(value, locale=locale_of(language), decimal_quantization=False))


def _as_read(value: date) -> datetime:
    """Return a moment in the reader's zone; of a day its noon, which is that day everywhere."""
    if isinstance(value, datetime):
        return value.astimezone(reader_zone())
    return datetime(value.year, value.month, value.day, 12)  # noqa: DTZ001  only its day is printed


FILTERS: dict[str, Callable[..., Any]] = {
    "amount": amount,
    "money": money,
    "number": number,
    "percent": percent,
    "day": day,
    "short_day": short_day,
    "weekday": weekday,
    "moment": moment,
    "clock": clock,
    "machine_time": machine_time,
    "say": say,
    "state": state_of,
    "as_field": as_field,
}
