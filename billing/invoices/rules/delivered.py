"""When and where it was delivered, said where the law or EN 16931 wants it even if the file leaves it out."""

from dataclasses import replace

from billing.en16931.model import Delivery, Invoice

TO_MEMBER_STATE = "K"
# Bokføringsforskriften § 5-1-1, nr. 4: the time of delivery stands on the document in any case.
ALWAYS_DATED = frozenset({"NO"})


def delivered(invoice: Invoice) -> Invoice:
    """Return an invoice that says when it was delivered, and across an inner border of the Union where to.

    A day that isn't stated is the day of issue: directive 2006/112/EC art. 226 (7) wants it only where it differs.
    BR-IC-11, BR-IC-12: a supply to another member state has a day or period, and the country it went to: the buyer's.
    """
    abroad = any(entry.treatment.category == TO_MEMBER_STATE for entry in invoice.vat_breakdown)
    seller = invoice.seller.address.country if invoice.seller.address else None
    if not abroad and seller not in ALWAYS_DATED:
        return invoice
    stated = invoice.delivery or Delivery()
    if abroad and not (stated.address and stated.address.country):
        stated = replace(stated, address=invoice.buyer.address)
    if stated.delivered_on is None and invoice.period is None:
        stated = replace(stated, delivered_on=invoice.vat_point_on or invoice.issued_on)
    return replace(invoice, delivery=stated if stated != Delivery() else None)
