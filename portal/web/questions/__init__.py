"""Questions: what firm and client ask each other about the books."""
