"""Billing requests: fetching them, what keeps them from being invoiced, and choosing those that are to be run."""
