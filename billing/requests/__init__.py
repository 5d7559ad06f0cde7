"""Billing requests: something to be billed, read from a file, checked, fixed and made ready."""
