"""Clients: the companies that a firm works for, with whom to talk to."""
