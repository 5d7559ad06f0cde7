"""Writing contracts, and making requests of their periods."""
