"""What was typed and what it means, when it is due out, in which state what can be done, and what is checked; pure."""
