"""Pages: one folder an area, and the design they share."""
