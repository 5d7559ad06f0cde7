"""Invoices: the list of what was issued, and one invoice with its document and its story."""
