"""Home: one company at a glance, and the one next step."""
