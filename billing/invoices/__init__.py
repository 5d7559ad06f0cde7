"""Invoices: numbered, dated, and immutable once issued."""
