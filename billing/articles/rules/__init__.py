"""What an article must have, how it is taxed on a day, and which price is in force; pure."""
