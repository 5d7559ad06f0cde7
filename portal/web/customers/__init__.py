"""The customers of a client: the list, and the card of each with its history."""
