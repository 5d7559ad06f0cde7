"""Saved views: how a person likes to see a list, under a name of their own."""
