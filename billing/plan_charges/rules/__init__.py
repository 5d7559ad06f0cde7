"""What a plan charge is, which VAT it carries, and the request it makes. Pure."""
