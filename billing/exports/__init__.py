"""A whole workspace to take along: every register as CSV, and every file."""
