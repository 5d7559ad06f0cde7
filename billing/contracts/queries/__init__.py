"""Reading contracts, and what they will bill."""
