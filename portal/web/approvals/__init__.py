"""Approvals: what the client's admin reads and accepts, and what was accepted."""
