"""Contracts as files have them."""
