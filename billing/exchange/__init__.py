"""What one currency is worth in another, by day: the European Central Bank's rates, kept with their day and source."""
