"""Firms: companies that practise accounting here, and their staff."""
