"""Absences: who stands in for whom, from a day to a day, and so reaches what they work on."""
