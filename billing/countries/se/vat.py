"""Swedish VAT: rates by day of supply, words on invoices. Mervärdesskattelag (2023:200)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from billing.countries.since import Confidence
from billing.countries.vat_rates import STANDARD, VatRate, rates_on, standard_rate_on
from billing.countries.vat_schemes import Scheme, VatScheme, schemes_on
from billing.countries.vat_wording import (
    SellerStanding,
    Special,
    Statement,
    Wording,
    Wordings,
    statements_of,
    wording_in,
)
from tenants.kernel.language import Language, msg
from tenants.registries.business_ids import format_business_id

FOOD = msg("food except mains water, spirits, wine and strong beer")
RESTAURANT = msg("restaurants, hotels, repairs")
CULTURE = msg("books, press, passenger transport, culture")

ACT = "ML (2023:200) ch. 9"
# The act as read is in force since this day; what older supplies carried isn't vouched for.
IN_FORCE = date(2023, 7, 1)
LOWERED, LOWERED_UNTIL = date(2026, 4, 1), date(2027, 12, 31)

RATES = (
    VatRate(Decimal(25), STANDARD, IN_FORCE, None, ACT),
    VatRate(Decimal(12), RESTAURANT, IN_FORCE, None, ACT),
    VatRate(Decimal(12), FOOD, date(2028, 1, 1), None, "Prop. 2025/26:55: the lower rate ends", Confidence.DERIVED),
    VatRate(Decimal(6), FOOD, LOWERED, LOWERED_UNTIL, "Prop. 2025/26:55", Confidence.AGREEING),
    VatRate(Decimal(12), FOOD, IN_FORCE, date(2026, 3, 31), ACT),
    VatRate(Decimal(6), CULTURE, IN_FORCE, None, ACT),
)
# The chapters as the act's own list of contents has them; the single sections of chapter 16 weren't read.
SCHEMES = (
    *(
        VatScheme(scheme, "16 kap. ML (2023:200)", IN_FORCE, confidence=Confidence.SECONDARY)
        for scheme in (Scheme.CONSTRUCTION, Scheme.SCRAP, Scheme.EMISSIONS, Scheme.GOLD, Scheme.ELECTRONICS)
    ),
    *(
        VatScheme(scheme, "20 kap. ML (2023:200)", IN_FORCE)
        for scheme in (Scheme.USED_GOODS, Scheme.ART, Scheme.ANTIQUES)
    ),
    VatScheme(Scheme.TRAVEL, "19 kap. ML (2023:200)", IN_FORCE),
)
NATIONAL: Wordings = {
    (Special.SMALL_BUSINESS, "sv"): Wording(
        "Undantagen från skatteplikt enligt 18 kap. 4 § mervärdesskattelagen", "ML (2023:200) 18:4", IN_FORCE
    ),
}
# That the words are these is Peppol's rule; the act's own section wasn't read.
STATEMENTS = (
    Statement(
        Wording("Godkänd för F-skatt", "Peppol SE-R-005; SFL (2011:1244)", date(2012, 1, 1), Confidence.AGREEING),
        lambda standing: standing.f_tax,
    ),
)


def rates(on: date) -> tuple[VatRate, ...]:
    """Return the rates that a supply on a day may carry, the standard rate first.

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    return rates_on(RATES, on)


def standard_rate(on: date) -> Decimal:
    """Return the standard rate, in percent, of a supply on a day. ML (2023:200) 9:2.

    >>> standard_rate(date(2026, 11, 23))
    Decimal('25')

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    return standard_rate_on(RATES, on)


def schemes(on: date) -> Mapping[str, VatScheme]:
    """Return the kinds of sale whose VAT the buyer owes, or that is reckoned on the margin, by their names in files."""
    return schemes_on(SCHEMES, on)


def wording(special: Special, language: Language, on: date) -> Wording:
    """Return the words that a special treatment of VAT asks for on a day. ML (2023:200) 17:24, 18:4.

    Raises:
        NoWording: no confirmed words in that language.
    """
    return wording_in(special, language, on, NATIONAL)


def printed_business_id(business_id: str, standing: SellerStanding) -> str:
    """Return the seller's organisation number as an invoice prints it."""
    del standing
    return format_business_id("SE", business_id)


def seller_statements(standing: SellerStanding) -> tuple[str, ...]:
    """Return what the invoice must say about the seller: approval for F-tax. Peppol SE-R-005 has the same words.

    >>> seller_statements(SellerStanding(vat_registered=True, f_tax=True))
    ('Godkänd för F-skatt',)
    """
    return statements_of(STATEMENTS, standing)
