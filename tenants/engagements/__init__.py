"""Engagements: the pieces of work a firm does for a client, and who does them."""
