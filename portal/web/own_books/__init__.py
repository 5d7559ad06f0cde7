"""Our own invoicing: the books of the firm itself, in which it bills its own services."""
