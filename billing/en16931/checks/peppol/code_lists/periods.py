"""When VAT falls due: UNCL 2005 (D.16B), the part in Peppol BIS Billing 3.0.21 (May 2026)."""

# 3 invoice date, 35 delivery date, 432 paid to date.
VAT_POINTS = frozenset({"3", "35", "432"})
