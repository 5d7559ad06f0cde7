"""Terms: versioned legal texts by language, and who accepted which."""
