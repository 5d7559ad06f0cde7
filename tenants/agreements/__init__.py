"""Agreements: a workspace's subscription to a plan variant for a period."""
