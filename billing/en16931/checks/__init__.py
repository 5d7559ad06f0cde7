"""Checks of an e-invoice before it leaves and after it arrives: each by its official rule id."""
