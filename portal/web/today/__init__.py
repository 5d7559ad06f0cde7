"""Today: what waits across all clients, and each thing behind every number."""
