"""Reading invoices, and how far a number series has come."""

from billing.invoices.queries.credits import credits_of
from billing.invoices.queries.lists import (
    InvoiceFacts,
    InvoiceQuery,
    InvoiceRow,
    NoSuchInvoice,
    get_invoice,
    invoice_count,
    invoice_rows,
    invoices_by_id,
)
from billing.invoices.queries.numbers import last_issued_on, next_numbers

__all__ = [
    "InvoiceFacts",
    "InvoiceQuery",
    "InvoiceRow",
    "NoSuchInvoice",
    "credits_of",
    "get_invoice",
    "invoice_count",
    "invoice_rows",
    "invoices_by_id",
    "last_issued_on",
    "next_numbers",
]
