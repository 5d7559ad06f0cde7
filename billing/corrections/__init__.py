"""Corrections: credit notes tied to what they correct, runs undone, and requests made anew."""
