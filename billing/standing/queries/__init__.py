"""Reading across slices and clients; nothing here writes."""
