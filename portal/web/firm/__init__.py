"""The firm's own details."""
