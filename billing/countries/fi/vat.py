"""Finnish VAT: rates by day of supply, words on invoices. Arvonlisäverolaki (1501/1993)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from billing.countries.since import Confidence
from billing.countries.vat_rates import STANDARD, VatRate, rates_on, standard_rate_on
from billing.countries.vat_schemes import Scheme, VatScheme, schemes_on
from billing.countries.vat_wording import SellerStanding, Special, Wording, wording_in
from tenants.kernel.language import Language, msg
from tenants.registries.business_ids import format_business_id

FOOD = msg("food, restaurants, feed")
TRAVEL_AND_CULTURE = msg("passenger transport, hotels, medicine, culture, sport, books")
PRESS = msg("newspapers and periodicals")

RATES = (
    VatRate(Decimal("25.5"), STANDARD, date(2024, 9, 1), None, "462/2024"),
    VatRate(Decimal(24), STANDARD, date(2013, 1, 1), date(2024, 8, 31), "AVL 84 §", Confidence.AGREEING),
    VatRate(Decimal("13.5"), FOOD, date(2026, 1, 1), None, "HE 93/2025", Confidence.AGREEING),
    VatRate(Decimal("13.5"), TRAVEL_AND_CULTURE, date(2026, 1, 1), None, "HE 93/2025", Confidence.AGREEING),
    VatRate(Decimal(14), FOOD, date(2013, 1, 1), date(2025, 12, 31), "AVL 85 §, HE 93/2025"),
    VatRate(Decimal(14), TRAVEL_AND_CULTURE, date(2025, 1, 1), date(2025, 12, 31), "691/2024, 921/2024"),
    VatRate(Decimal(10), TRAVEL_AND_CULTURE, date(2013, 1, 1), date(2024, 12, 31), "AVL 85 a §, HE 141/2024"),
    VatRate(Decimal(10), PRESS, date(2013, 1, 1), None, "HE 141/2024"),
)
# Dates are those since which the words of directive 2010/45/EU hold, or later where the paragraph is younger.
SCHEMES = (
    VatScheme(Scheme.CONSTRUCTION, "AVL 8 c §", date(2013, 1, 1), confidence=Confidence.AGREEING),
    VatScheme(Scheme.SCRAP, "AVL 8 d §", date(2015, 1, 1), confidence=Confidence.AGREEING),
    # That the buyer owes the tax: HE 41/2010 of emissions, HE 28/1999 and Vero VH/2699/00.01.00/2025 of gold. The
    # numbers of the two paragraphs stand in what wasn't read of them.
    VatScheme(Scheme.EMISSIONS, "AVL 8 b §", date(2013, 1, 1), confidence=Confidence.SECONDARY),
    VatScheme(Scheme.GOLD, "AVL 8 a §", date(2013, 1, 1), confidence=Confidence.SECONDARY),
    VatScheme(Scheme.USED_GOODS, "AVL 79 a §", date(2013, 1, 1), confidence=Confidence.SECONDARY),
    VatScheme(Scheme.ART, "AVL 79 a §", date(2013, 1, 1), confidence=Confidence.SECONDARY),
    VatScheme(Scheme.ANTIQUES, "AVL 79 a §", date(2013, 1, 1), confidence=Confidence.SECONDARY),
    VatScheme(Scheme.TRAVEL, "AVL 80 §", date(2013, 1, 1), confidence=Confidence.SECONDARY),
)


def rates(on: date) -> tuple[VatRate, ...]:
    """Return the rates that a supply on a day may carry, the standard rate first.

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    return rates_on(RATES, on)


def standard_rate(on: date) -> Decimal:
    """Return the standard rate, in percent, of a supply on a day. AVL 84 §.

    >>> standard_rate(date(2024, 8, 31)), standard_rate(date(2024, 9, 1))
    (Decimal('24'), Decimal('25.5'))

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    return standard_rate_on(RATES, on)


def schemes(on: date) -> Mapping[str, VatScheme]:
    """Return the kinds of sale whose VAT the buyer owes, or that is reckoned on the margin, by their names in files."""
    return schemes_on(SCHEMES, on)


def wording(special: Special, language: Language, on: date) -> Wording:
    """Return the words that a special treatment of VAT asks for on a day. AVL 209 e §.

    Raises:
        NoWording: no confirmed words in that language.
    """
    return wording_in(special, language, on)


def printed_business_id(business_id: str, standing: SellerStanding) -> str:
    """Return the seller's business id as an invoice prints it; being in the VAT register changes nothing in it."""
    del standing
    return format_business_id("FI", business_id)


def seller_statements(standing: SellerStanding) -> tuple[str, ...]:
    """Return what the invoice must say about the seller: nothing in Finland.

    A seller outside the VAT register shows no VAT rate and no VAT amount (AVL 209 e §), which is a rule about lines.
    """
    del standing
    return ()
