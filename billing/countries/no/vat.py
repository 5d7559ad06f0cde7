"""Norwegian VAT: rates by day of supply, words on invoices. Merverdiavgiftsloven; bokføringsforskriften 5-1-1."""

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

FOOD = msg("food")
WATER = msg("water and sewage")
TRAVEL_AND_CULTURE = msg("passenger transport, hotels, cinema, sport")
FISH = msg("raw fish")
ZERO = msg("zero-rated")

SOURCE = "skatteetaten.no"
# The tax administration's page gives today's rates without a first day; older supplies aren't vouched for.
VOUCHED = date(2024, 1, 1)
SECONDARY = Confidence.SECONDARY

RATES = (
    VatRate(Decimal(25), STANDARD, VOUCHED, None, SOURCE, SECONDARY),
    VatRate(Decimal(15), FOOD, VOUCHED, None, SOURCE, SECONDARY),
    VatRate(Decimal(15), WATER, date(2025, 7, 1), None, "etne.kommune.no", SECONDARY),
    VatRate(Decimal(25), WATER, VOUCHED, date(2025, 6, 30), "etne.kommune.no", SECONDARY),
    VatRate(Decimal(12), TRAVEL_AND_CULTURE, VOUCHED, None, SOURCE, SECONDARY),
    VatRate(Decimal("11.11"), FISH, VOUCHED, None, "Merverdiavgiftshåndboken 5-8.2", SECONDARY),
    VatRate(Decimal(0), ZERO, VOUCHED, None, SOURCE, SECONDARY),
)
SCHEMES = (
    VatScheme(Scheme.EMISSIONS, "mval. § 11-1 (2)", VOUCHED, confidence=SECONDARY),
    VatScheme(Scheme.GOLD, "mval. § 11-1 (2)", VOUCHED, confidence=SECONDARY),
)
NATIONAL: Wordings = {
    (Special.SMALL_BUSINESS, "nb"): Wording("Ikke mva-registrert", "practice", VOUCHED, Confidence.UNCONFIRMED),
}

STATEMENTS = (
    Statement(
        Wording("Foretaksregisteret", "bokføringsforskriften § 5-1-2; Peppol NO-R-002", VOUCHED, Confidence.AGREEING),
        lambda standing: standing.foretaksregisteret,
    ),
)
VALUE_ADDED = Wording("MVA", "bokføringsforskriften § 5-1-2", VOUCHED, SECONDARY)


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


def schemes(on: date) -> Mapping[str, VatScheme]:
    """Return the kinds of sale whose VAT the buyer owes, or that is reckoned on the margin, by their names in files."""
    return schemes_on(SCHEMES, on)


def wording(special: Special, language: Language, on: date) -> Wording:
    """Return the words that a special treatment of VAT asks for on a day. Bokføringsforskriften 5-1-1.

    Raises:
        NoWording: no confirmed words in that language.
    """
    return wording_in(special, language, on, NATIONAL)


def printed_business_id(business_id: str, standing: SellerStanding) -> str:
    """Return the organisation number as an invoice prints it, with MVA after it if the seller is in the VAT register.

    >>> printed_business_id("923609016", SellerStanding(vat_registered=True))
    '923 609 016 MVA'
    """
    printed = format_business_id("NO", business_id)
    return f"{printed} {VALUE_ADDED.text}" if standing.vat_registered else printed


def seller_statements(standing: SellerStanding) -> tuple[str, ...]:
    """Return what the invoice must say about the seller: being in Foretaksregisteret (Peppol NO-R-002)."""
    return statements_of(STATEMENTS, standing)
