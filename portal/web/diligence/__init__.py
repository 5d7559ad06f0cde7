"""Due diligence of a client: the record with its history, and what the firm demands."""
