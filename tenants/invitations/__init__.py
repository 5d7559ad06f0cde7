"""Invitations: one-time, expiring links to one e-mail address."""
