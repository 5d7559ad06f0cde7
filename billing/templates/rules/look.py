"""The look that a stream's documents have: its template's, and for the rest the company's."""

from billing.documents.look import Look, SlipKind, usual_slip
from billing.seller.rules import SellerFacts
from billing.templates.rules.template import Template
from tenants.kernel.country import Country


def look_of(seller: SellerFacts, template: Template, logo: bytes | None) -> Look:
    """Return how documents look; the logo is that which the template asks for."""
    return Look(
        logo=logo,
        accent=template.accent or seller.accent,
        seat=seller.seat or "",
        website=seller.website or "",
        slip=_slip(template, seller.country),
        design=template.design,
        item_numbers=template.item_numbers,
        enclosed=template.enclosed,
        foot=template.foot,
        language=seller.language,
    )


def _slip(template: Template, country: Country) -> SlipKind:
    return usual_slip(country) if template.slip == "usual" else template.slip
