"""Help: who may do what, drawn from the table that decides it."""
