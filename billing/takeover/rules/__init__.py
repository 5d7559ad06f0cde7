"""What a list of open receivables says, whether it can be taken, and what it comes to."""
