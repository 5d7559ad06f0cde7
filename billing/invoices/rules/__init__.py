"""What follows from the values alone: the invoice as it is issued, what it must say, and its number."""

from billing.invoices.rules.composition import Given, compose, due_day, introduced, numbered, seated
from billing.invoices.rules.contents import missing_contents
from billing.invoices.rules.numbering import Block, Numbered, Series, block_of
from billing.invoices.rules.states import InvoiceState, invoice_state

__all__ = [
    "Block",
    "Given",
    "InvoiceState",
    "Numbered",
    "Series",
    "block_of",
    "compose",
    "due_day",
    "introduced",
    "invoice_state",
    "missing_contents",
    "numbered",
    "seated",
]
