"""By which numbers EN 16931 wants seller and buyer named, as what is billed is outside VAT, exempt or taxed."""

from dataclasses import replace

from billing.en16931.model import Invoice

OUTSIDE, EXEMPT = "O", "E"  # UNTDID 5305


def with_numbers_for_vat(invoice: Invoice) -> Invoice:
    """Return an invoice with the numbers of seller and buyer that the rules on its VAT categories ask for.

    Outside the scope of VAT (BR-O-02 to BR-O-04) neither has a VAT number: a seller who is registered is named by the
    company register alone. On paper its number stays, which Norway asks for (bokføringsforskriften § 5-1-2).
    Who is in no VAT register and bills what is exempt is named by that register's number too (BT-32, BR-E-02).
    """
    categories, seller = {entry.treatment.category for entry in invoice.vat_breakdown}, invoice.seller
    if OUTSIDE in categories:
        return replace(invoice, seller=replace(seller, vat_id=None), buyer=replace(invoice.buyer, vat_id=None))
    is_named = seller.vat_id or seller.tax_registration or invoice.tax_representative
    if EXEMPT in categories and not is_named and seller.legal_registration:
        return replace(invoice, seller=replace(seller, tax_registration=seller.legal_registration.value))
    return invoice
