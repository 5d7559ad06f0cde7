"""The amount to pay rounded to what cash is (BT-114), where the seller has chosen so."""

from dataclasses import replace

from billing.countries.cash_rounding import cash_rounding
from billing.en16931.model import Invoice
from billing.seller.rules import SellerFacts


def rounded_to_pay(invoice: Invoice, seller: SellerFacts) -> Invoice:
    """Return an invoice whose amount to pay (BT-115) is rounded as cash is; a stated rounding is redone.

    The difference is no sale and carries no VAT: it stands beside the totals, and the ledger posts it by itself.
    """
    if not seller.rounds_to_pay:
        return invoice
    totals = invoice.totals
    owed = totals.gross - totals.paid
    rounding = cash_rounding(owed, invoice.currency, invoice.issued_on)
    return replace(invoice, totals=replace(totals, rounding=rounding, payable=owed + rounding))
