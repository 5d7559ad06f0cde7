"""Articles and price lists: what is sold, in which words, with which VAT, and what it costs from which day."""
