"""The e-invoice: one EN 16931 model, its arithmetic, and a reader and writer per syntax; no database, web or queue."""
