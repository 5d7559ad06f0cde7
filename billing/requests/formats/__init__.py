"""Files of billing requests from outside: CSV and e-invoices, read into drafts; pure."""
