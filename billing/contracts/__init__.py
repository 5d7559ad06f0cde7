"""Contracts: what is billed again and again, period by period."""
