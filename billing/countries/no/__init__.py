"""Norway: references, VAT, e-invoicing, bank days and late payment."""
