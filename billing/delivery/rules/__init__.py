"""What follows from the facts alone: the route of a document, and when a delivery is tried again."""
