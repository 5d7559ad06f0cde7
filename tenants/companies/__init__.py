"""Companies: legal persons, each once on the platform."""
