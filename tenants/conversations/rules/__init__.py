"""What a conversation may consist of, whom it waits for, and when people are told; pure."""
