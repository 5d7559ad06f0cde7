"""Signing in by a firm's own OpenID provider: asking it, and believing only what its token proves."""
