"""Customers: who the client company bills."""
