"""Plan charges: agreements that fall due become billing requests in the platform's own workspace."""
