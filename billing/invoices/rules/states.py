"""What state an invoice is in: it follows from its kind and what is open on it, and is nowhere written down."""

from decimal import Decimal
from typing import Literal

InvoiceState = Literal["open", "settled", "credit_note"]


def invoice_state(kind: str, open_amount: Decimal) -> InvoiceState:
    """Return the state of an invoice of which so much is open on the ledger.

    >>> invoice_state("invoice", Decimal(125)), invoice_state("invoice", Decimal(0))
    ('open', 'settled')
    >>> invoice_state("credit_note", Decimal(-5))
    'credit_note'
    """
    if kind == "credit_note":
        return "credit_note"
    return "open" if open_amount else "settled"
