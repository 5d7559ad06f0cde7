"""Workspaces: the books of one company, and the people in them."""
