"""The report that shows an auditor that no number is missing."""
