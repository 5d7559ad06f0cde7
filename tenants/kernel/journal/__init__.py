"""The audit trail: who did what, on whose behalf, what it was before and is after."""

from tenants.kernel.journal.entries import About, JournalRow, enter, enter_in_firm, journal_rows

__all__ = ["About", "JournalRow", "enter", "enter_in_firm", "journal_rows"]
