"""Corrections: the credit note of an invoice, its requests made anew, and a run undone."""
