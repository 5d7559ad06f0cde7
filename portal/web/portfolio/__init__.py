"""All clients in one list: collaboration, plan, renewal, who is responsible, what waits, and who acted last."""
