"""The seller: the company as its invoices name it, where it is paid, and how its references are made."""
