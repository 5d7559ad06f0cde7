"""Take-over: what was open in the program that a company used before."""
