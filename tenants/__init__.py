"""Who: companies, workspaces, people, and what they agreed."""
