"""Templates: how the documents of a stream look, where it has its own logo, colour and texts."""
