"""Numbers that registers and banks give out: business ids, VAT ids, e-invoice addresses, accounts, postal codes."""
