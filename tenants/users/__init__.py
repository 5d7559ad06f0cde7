"""Users: natural persons, one login each."""
