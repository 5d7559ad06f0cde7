"""The ledger: double-entry postings of every event on a receivable; the open amount is its balance."""
