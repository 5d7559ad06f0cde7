"""Writing: an EN 16931 invoice onto a Finvoice 3.0 document, block by block."""
