"""Identities: signing in by the provider that a firm names, under issuer and subject."""
