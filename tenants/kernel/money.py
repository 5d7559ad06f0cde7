"""Money: Decimal in code, whole minor units in columns, rounded in one place."""

from decimal import ROUND_HALF_UP, Context, Decimal

from tenants.kernel.currencies import MINOR_UNITS
from tenants.kernel.refusals import Invalid

CENT = Decimal("0.01")


class UnknownCurrency(Invalid):
    """The currency isn't one of ISO 4217."""


class TooPrecise(Invalid):
    """The amount has more decimals than its currency."""


def exponent(currency: str) -> int:
    """Return how many decimals a currency's minor unit has (ISO 4217).

    >>> exponent("EUR"), exponent("JPY"), exponent("KWD")
    (2, 0, 3)

    Raises:
        UnknownCurrency: the code isn't in ISO 4217.
    """
    if currency not in MINOR_UNITS:
        raise UnknownCurrency(currency)
    return MINOR_UNITS[currency]


QUANTA = tuple(Decimal(1).scaleb(-decimals) for decimals in range(max(MINOR_UNITS.values()) + 1))


def round_money(amount: Decimal, currency: str, context: Context | None = None) -> Decimal:
    """Return an amount rounded half-up to its currency's minor unit; a context holds longer ones than 28 digits.

    EN 16931-1, 6.4.3: amounts are rounded half-up; away from zero for negative ones.

    >>> round_money(Decimal("1.005"), "EUR"), round_money(Decimal("-1.005"), "EUR")
    (Decimal('1.01'), Decimal('-1.01'))
    """
    return amount.quantize(QUANTA[exponent(currency)], ROUND_HALF_UP, context)


def to_minor(amount: Decimal, currency: str) -> int:
    """Return an amount in whole minor units, as columns keep it.

    >>> to_minor(Decimal("107.80"), "EUR")
    10780

    Raises:
        TooPrecise: the amount isn't a whole number of minor units; nothing is rounded silently.
    """
    minor = amount.scaleb(exponent(currency))
    if minor != minor.to_integral_value():
        raise TooPrecise(amount)
    return int(minor)


def from_minor(minor: int, currency: str) -> Decimal:
    """Return the amount that a column's minor units stand for.

    >>> from_minor(10780, "EUR")
    Decimal('107.80')
    """
    return Decimal(minor).scaleb(-exponent(currency))
