"""The firm's people."""
