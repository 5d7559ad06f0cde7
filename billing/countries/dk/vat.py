"""Danish VAT: one rate, words on invoices. Momsloven; momsbekendtgørelsen § 58."""

from datetime import date
from decimal import Decimal

from billing.countries.since import Confidence
from billing.countries.vat_rates import STANDARD, VatRate, rates_on, standard_rate_on
from billing.countries.vat_wording import SellerStanding, Special, Wording, wording_in
from tenants.kernel.language import Language, msg
from tenants.registries.business_ids import format_business_id

PRESS = msg("newspapers")

# The single rate is known to everybody and was read in no source; older supplies than these aren't vouched for.
VOUCHED = date(2024, 1, 1)

RATES = (
    VatRate(Decimal(25), STANDARD, VOUCHED, None, "momsloven § 33", Confidence.UNCONFIRMED),
    VatRate(Decimal(0), PRESS, VOUCHED, None, "momsloven § 34", Confidence.UNCONFIRMED),
)


def rates(on: date) -> tuple[VatRate, ...]:
    """Return the rates that a supply on a day may carry, the standard rate first.

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    return rates_on(RATES, on)


def standard_rate(on: date) -> Decimal:
    """Return the standard rate, in percent, of a supply on a day.

    >>> standard_rate(date(2026, 11, 23))
    Decimal('25')

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    return standard_rate_on(RATES, on)


def wording(special: Special, language: Language) -> Wording:
    """Return the words that a special treatment of VAT asks for.

    Raises:
        NoWording: no confirmed words in that language.
    """
    return wording_in(special, language)


def printed_business_id(business_id: str, standing: SellerStanding) -> str:
    """Return the seller's CVR number as an invoice prints it."""
    del standing
    return format_business_id("DK", business_id)


def seller_statements(standing: SellerStanding) -> tuple[str, ...]:
    """Return what the invoice must say about the seller: nothing in Denmark."""
    del standing
    return ()
