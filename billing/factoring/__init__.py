"""Receivables that are sold on to a finance company: whose invoices, the account they are paid to, and the words."""
