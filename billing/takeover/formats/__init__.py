"""Lists of open receivables as other programs write them."""
