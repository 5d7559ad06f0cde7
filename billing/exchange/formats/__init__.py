"""Files in which rates are published."""
