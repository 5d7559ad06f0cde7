"""What a client sells: the list of articles, the card of each with its prices, price lists, and both as files."""
