"""Danish VAT: one rate, words on invoices. Momsloven; momsbekendtgørelsen §§ 58 and 116."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from billing.countries.since import Confidence
from billing.countries.vat_rates import STANDARD, VatRate, rates_on, standard_rate_on
from billing.countries.vat_schemes import Scheme, VatScheme, schemes_on
from billing.countries.vat_wording import SellerStanding, Special, Wording, Wordings, wording_in
from tenants.kernel.language import Language, msg
from tenants.registries.business_ids import format_business_id

PRESS = msg("newspapers")

# § 33 itself wasn't read: the Commission's list of the members' rates and Danish accountants' pages agree on the single
# rate. Older supplies than these aren't vouched for.
VOUCHED = date(2024, 1, 1)

RATES = (
    VatRate(Decimal(25), STANDARD, VOUCHED, None, "momsloven § 33", Confidence.AGREEING),
    VatRate(Decimal(0), PRESS, VOUCHED, None, "momsloven § 34, stk. 1, nr. 18; Den juridiske vejledning D.A.10.1.7"),
)
S = Confidence.SECONDARY
MARGIN = "momslovens kap. 17, § 69"
SCHEMES = (
    VatScheme(Scheme.SCRAP, "momslovens § 46, stk. 1, nr. 7", VOUCHED),  # lov 590 of 18/06/2012
    VatScheme(Scheme.GOLD, "momslovens § 46, stk. 1, nr. 4", VOUCHED, confidence=Confidence.AGREEING),
    VatScheme(Scheme.EMISSIONS, "momslovens § 46, stk. 1, nr. 6", VOUCHED, confidence=S),
    VatScheme(Scheme.ELECTRONICS, "momslovens § 46, stk. 1, nr. 8-10", VOUCHED),  # lov 1637 of 26/12/2013, skat.dk
    *(
        VatScheme(scheme, MARGIN, VOUCHED, confidence=Confidence.AGREEING)
        for scheme in (Scheme.USED_GOODS, Scheme.ART, Scheme.ANTIQUES)
    ),
    # Den juridiske vejledning D.A.17, and the tax administration's earlier guide to the scheme.
    VatScheme(Scheme.TRAVEL, "momslovens kap. 16 a, §§ 67-68 a", VOUCHED, confidence=Confidence.AGREEING),
)
# Beside the directive's words the buyer is told that the VAT can't be deducted; the order's text itself wasn't read.
_NOT_DEDUCTIBLE = "køber har ikke fradrag for momsen"
_ORDER = "momsbekendtgørelsen § 116"
NATIONAL: Wordings = {
    (special, "da"): Wording(f"Fortjenstmargenordning – {goods} – {_NOT_DEDUCTIBLE}", _ORDER, VOUCHED, S)
    for special, goods in (
        (Special.MARGIN_USED_GOODS, "brugte genstande"),
        (Special.MARGIN_ART, "kunstgenstande"),
        (Special.MARGIN_ANTIQUES, "samlerobjekter og antikviteter"),
    )
}


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
    """Return the words that a special treatment of VAT asks for on a day.

    Raises:
        NoWording: no confirmed words in that language.
    """
    return wording_in(special, language, on, NATIONAL)


def printed_business_id(business_id: str, standing: SellerStanding) -> str:
    """Return the seller's CVR number as an invoice prints it."""
    del standing
    return format_business_id("DK", business_id)


def seller_statements(standing: SellerStanding) -> tuple[str, ...]:
    """Return what the invoice must say about the seller: nothing in Denmark."""
    del standing
    return ()
