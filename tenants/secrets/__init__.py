"""Secrets: credentials and seeds, sealed so that they open only in the row they belong to."""
