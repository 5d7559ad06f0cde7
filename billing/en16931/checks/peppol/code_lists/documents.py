"""Types of invoices and credit notes: UNCL 1001, the part in Peppol BIS Billing 3.0.21 (May 2026)."""

_INVOICE_TYPES = """
71 80 82 84 102 218 219 326 331 380 382 383 384 386 388 393 395 553 575 623 780 817 870 875 876 877
"""
INVOICE_TYPES = frozenset(_INVOICE_TYPES.split())

# Partial invoice and corrected invoice: only between German parties.
GERMAN_INVOICE_TYPES = frozenset({"326", "384"})

CREDIT_NOTE_TYPES = frozenset({"81", "83", "381", "396", "532"})
