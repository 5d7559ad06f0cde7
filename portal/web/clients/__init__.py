"""The firm's clients: the register, one client, and the wizard that starts a collaboration."""
