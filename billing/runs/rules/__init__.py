"""What a run decides by the values alone: who gets an invoice and who is set aside, totals, and what was rehearsed."""
