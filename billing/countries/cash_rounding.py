"""To which amounts cash is rounded, by currency and day: what an invoice's amount to pay may be rounded to (BT-114).

None of the acts asks for it on an invoice that is paid through a bank; where it is usual (öresavrundning), it is the
seller's choice. Finland has no row on purpose: payments in euro are rounded to five cents there (laki euromääräisten
maksujen pyöristämisestä 890/2000, 1 §), but not what is paid from account to account (2 §), as invoices are, so
sellers aren't offered it either.
"""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from billing.countries.since import Confidence, NoFigure, Since, at

AGREEING, K = Confidence.AGREEING, Confidence.UNCONFIRMED
SMALLEST: Mapping[str, tuple[Since[Decimal], ...]] = {
    "SEK": (Since(date(2010, 10, 1), Decimal(1), "lag (1970:1029): 50-öringen slopad", AGREEING),),
    "NOK": (Since(date(2012, 5, 1), Decimal(1), "Norges Bank: 50-øringen slettet; sentralbankloven", AGREEING),),
    "DKK": (
        Since(date(2008, 10, 1), Decimal("0.50"), "Nationalbanken: 25-øren ophørt; bekendtgørelse om afrunding", K),
    ),
}


def smallest_amount(currency: str, on: date) -> Decimal | None:
    """Return what cash of a currency is rounded to on a day, or None where it isn't, or we know no figure.

    >>> smallest_amount("SEK", date(2026, 11, 23)), smallest_amount("USD", date(2026, 11, 23))
    (Decimal('1'), None)
    """
    try:
        return at(SMALLEST.get(currency, ()), on)
    except NoFigure:
        return None


def cash_rounding(amount: Decimal, currency: str, on: date) -> Decimal:
    """Return what is added to an amount to pay it in cash, nil or negative too; halves go up, away from zero.

    >>> cash_rounding(Decimal("1250.50"), "SEK", date(2026, 11, 23))
    Decimal('0.50')
    >>> cash_rounding(Decimal("99.74"), "DKK", date(2026, 11, 23))
    Decimal('-0.24')
    """
    smallest = smallest_amount(currency, on)
    if smallest is None:
        return amount - amount
    rounded = (amount / smallest).quantize(Decimal(1), ROUND_HALF_UP) * smallest
    return (rounded - amount).quantize(Decimal("0.01"))
