"""Up to which total an invoice may be simplified, and needn't say where its buyer is (2006/112/EC art. 220a, 238)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from billing.countries.since import Confidence, NoFigure, Since, at

IN_FORCE = date(2013, 1, 1)  # directive 2010/45/EU art. 2: from when each country's law has had simplified invoices
# Norway's law knows none: bokføringsforskriften § 5-3 is on cash sales.
LARGEST: Mapping[str, tuple[str, tuple[Since[Decimal], ...]]] = {
    "FI": ("EUR", (Since(IN_FORCE, Decimal(400), "AVL 209 f §"),)),
    "SE": ("SEK", (Since(IN_FORCE, Decimal(4_000), "ML (2023:200) 17 kap.; ML (1994:200) 11 kap."),)),
    "DK": (
        "DKK",
        (Since(IN_FORCE, Decimal(3_000), "momsbekendtgørelsen (2246/2021) § 64, stk. 1", Confidence.SECONDARY),),
    ),
}
# Where the buyer accounts for the VAT, or the goods leave the country, only a full invoice will do (art. 220a(2)).
FULL_ONLY = frozenset({"AE", "K", "G"})


@dataclass(frozen=True, slots=True)
class Amount:
    """What an invoice comes to with VAT."""

    gross: Decimal
    currency: str


def may_be_simplified(country: str | None, amount: Amount, on: date, categories: frozenset[str]) -> bool:
    """Say whether a seller of a country may leave the buyer's address out; `categories` are those of VAT (UNTDID 5305).

    In a currency other than the country's own, the full invoice is asked for: the law names no rate for the limit.

    >>> day = date(2026, 11, 23)
    >>> may_be_simplified("FI", Amount(Decimal(400), "EUR"), day, frozenset({"S"}))
    True
    >>> may_be_simplified("FI", Amount(Decimal("400.01"), "EUR"), day, frozenset({"S"}))
    False
    """
    currency, table = LARGEST.get(country or "", ("", ()))
    if amount.currency != currency or categories & FULL_ONLY:
        return False
    try:
        return abs(amount.gross) <= at(table, on)
    except NoFigure:
        return False
