"""A contract's card, its periods, and the request that each becomes."""
