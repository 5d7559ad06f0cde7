"""An invoice of what is outside the scope of VAT (category O), which EN 16931 wants without VAT numbers."""

from dataclasses import replace

from billing.en16931.model import Invoice

OUTSIDE = "O"  # UNTDID 5305


def without_vat_ids(invoice: Invoice) -> Invoice:
    """Return an invoice without the VAT numbers of seller and buyer where what it bills is outside the scope of VAT.

    BR-O-02 to BR-O-04: a seller who is registered is named by the company register alone. On paper its number stays,
    which Norway asks for (bokføringsforskriften § 5-1-2).
    """
    if all(entry.treatment.category != OUTSIDE for entry in invoice.vat_breakdown):
        return invoice
    return replace(invoice, seller=replace(invoice.seller, vat_id=None), buyer=replace(invoice.buyer, vat_id=None))
