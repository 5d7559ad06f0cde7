"""Which VAT a plan carries: a service that is delivered electronically, always to a business."""

from datetime import date
from decimal import Decimal

from billing.countries.register import country_rules
from billing.en16931.model import VatSubtotal, VatTreatment
from billing.seller.rules.facts import SellerFacts
from tenants.kernel.country import Country

ZERO = Decimal(0)
IN_THE_UNION: frozenset[Country] = frozenset({"FI", "SE", "DK"})


def plan_vat(seller: SellerFacts, buyer: Country, *, on: date) -> tuple[VatTreatment, VatSubtotal | None]:
    """Return the treatment of a plan sold to a business of a country, and the reason where there is no VAT.

    At home the standard rate holds. To a business elsewhere the place of supply is the buyer's (Directive 2006/112/EC
    art. 44): between member states the buyer accounts for the VAT (art. 196, category AE); between the Union and
    Norway nothing is charged (category G; Norway: merverdiavgiftsloven § 6-22 (2), remotely delivered services). A
    seller outside the VAT register charges none at all (category O; E would need a tax registration, BR-E-02). The
    words for it come with the invoice, in the payer's language.

    Raises:
        NoFigure: the table of rates doesn't reach the day.
    """
    if seller.vat_id is None:
        # AVL 3 §, mervärdesskattelagen 18 kap., mval. § 2-1, momsloven § 48: below the threshold of registration.
        return _untaxed(VatTreatment("O"), "VATEX-EU-O")
    if buyer == seller.country:
        return VatTreatment("S", country_rules(seller.country).vat.standard_rate(on)), None
    if {buyer, seller.country} <= IN_THE_UNION:
        return _untaxed(VatTreatment("AE", ZERO), "VATEX-EU-AE")
    return _untaxed(VatTreatment("G", ZERO), "VATEX-EU-G")


def _untaxed(treatment: VatTreatment, code: str) -> tuple[VatTreatment, VatSubtotal]:
    return treatment, VatSubtotal(treatment=treatment, exemption_code=code)
