"""Standing, read only: what waits, the state of an invoice, its timeline, search, the audit trail."""
