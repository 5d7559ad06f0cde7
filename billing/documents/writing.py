"""Figures, dates and free texts as they are written on paper in each language."""

import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, parse_pattern

from tenants.kernel.language import LOCALES, Language
from tenants.kernel.money import exponent, round_money

BABEL: dict[Language, Locale] = {language: Locale.parse(name) for language, name in LOCALES.items()}
# Characters; what is longer is cut, since one endless word costs a renderer seconds and pushes the sum off the paper.
LONGEST_NAME = 200
LONGEST_PROSE = 2000
# Unicode categories that have no place on paper: controls, direction overrides, halves of pairs, unassigned.
UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})
KEPT = frozenset("\n\u00ad")


def plain(text: str | None) -> str:
    r"""Return a name, number or address line as it may be printed: without controls, on one line, not endless.

    >>> plain("Puu\x00 Oy\u202e")
    'Puu Oy'
    """
    return _printable(text.replace("\n", " ") if text else "", LONGEST_NAME)


def prose(text: str | None) -> str:
    r"""Return a free text as it may be printed; its lines stay lines.

    >>> prose("one\n two")
    'one\n two'
    """
    return _printable(text or "", LONGEST_PROSE)


def _printable(text: str, longest: int) -> str:
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    if not composed.isprintable():
        composed = "".join(c for c in composed if c in KEPT or unicodedata.category(c) not in UNPRINTABLE)
    composed = composed.strip()
    return composed if len(composed) <= longest else composed[:longest] + "…"


def amount(value: Decimal, currency: str, language: Language) -> str:
    """Return an amount with its currency's decimals, grouped, without the currency's name.

    >>> amount(Decimal("1234.5"), "EUR", "da")
    '1.234,50'
    """
    decimals = exponent(currency)
    return _figure(round_money(value, currency), "#,##0." + "0" * decimals if decimals else "#,##0", language)


def unit_price(value: Decimal, language: Language) -> str:
    """Return a price with at least two decimals and at most six.

    >>> unit_price(Decimal("0.125"), "fi")
    '0,125'
    """
    return _figure(value, "#,##0.00####", language)


def quantity(value: Decimal, language: Language) -> str:
    """Return a quantity with the decimals it has, at most six.

    >>> quantity(Decimal("2.50"), "en")
    '2.5'
    """
    return _figure(value, "#,##0.######", language)


def percent(value: Decimal, language: Language) -> str:
    r"""Return a rate in percent; a space that can't break stands before the sign, except in English.

    >>> percent(Decimal("25.50"), "fi"), percent(Decimal("25"), "en")
    ('25,5\xa0%', '25%')
    """
    return _figure(value, "#,##0.###", language) + ("%" if language == "en" else "\u00a0%")


def day(value: date, language: Language, country: str | None = None) -> str:
    """Return a day in figures as the language writes it; English has the month in letters, to be read one way only.

    Swedish is written in two countries: Finland puts the day first (Institutet för de inhemska språken).

    >>> [day(date(2026, 12, 7), language) for language in ("fi", "sv", "nb", "da", "en")]
    ['7.12.2026', '2026-12-07', '07.12.2026', '07.12.2026', '7 Dec 2026']
    >>> day(date(2026, 12, 7), "sv", "FI")
    '7.12.2026'
    """
    patterns: dict[Language, str] = {"en": "d MMM y", "sv": "d.M.y" if country == "FI" else "y-MM-dd", "fi": "d.M.y"}
    return format_date(value, patterns.get(language, "dd.MM.y"), BABEL[language])


def country_name(code: str, language: Language) -> str:
    """Return a country's name in a language, or its code where there is none.

    >>> country_name("DE", "fi")
    'Saksa'
    """
    return str(BABEL[language].territories.get(code, code))


def _figure(value: Decimal, pattern: str, language: Language) -> str:
    return str(_pattern(pattern).apply(value, BABEL[language]))


@lru_cache(maxsize=32)
def _pattern(pattern: str) -> NumberPattern:
    return parse_pattern(pattern)
