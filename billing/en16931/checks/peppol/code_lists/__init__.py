"""Code lists as the Peppol rules use them; each says its source and version."""
