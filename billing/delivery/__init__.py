"""Delivery: documents on their way, by which channel and why, and the truth about each."""
