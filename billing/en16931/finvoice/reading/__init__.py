"""Reading: a Finvoice document of any version since 1.3 into an EN 16931 invoice, block by block."""
