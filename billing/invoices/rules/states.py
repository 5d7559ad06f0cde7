"""What state an invoice is in: it follows from its kind and what is open on it, and is nowhere written down."""

from decimal import Decimal
from typing import Literal

InvoiceState = Literal["open", "settled", "credited", "credit_note", "taken_back"]


def invoice_state(kind: str, open_amount: Decimal, credited: Decimal = Decimal(0)) -> InvoiceState:
    """Return the state of an invoice of which so much is open on the ledger, and so much taken off by credit notes.

    >>> invoice_state("invoice", Decimal(125)), invoice_state("invoice", Decimal(0))
    ('open', 'settled')
    >>> invoice_state("invoice", Decimal(0), credited=Decimal(125)), invoice_state("credit_note", Decimal(-5))
    ('credited', 'credit_note')
    """
    if kind == "credit_note":
        return "credit_note"
    if open_amount:
        return "open"
    return "credited" if credited else "settled"
