"""What may be attached to an invoice, and the invoice's content with and without it; pure."""
