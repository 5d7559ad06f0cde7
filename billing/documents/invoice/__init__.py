"""The invoice and the credit note on paper: a frozen view of the EN 16931 invoice, and its bands."""

from billing.documents.invoice.document import InvoiceDocument
from billing.documents.invoice.render import render_invoice
from billing.documents.invoice.view import invoice_document

__all__ = ["InvoiceDocument", "invoice_document", "render_invoice"]
