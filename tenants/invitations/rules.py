"""How long an invitation counts, and what is kept of its link."""

import hashlib
import secrets
from datetime import timedelta

VALID_FOR = timedelta(days=14)


def new_token() -> str:
    """Return a link's secret of 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> bytes:
    """Return what is kept of a link's secret: its SHA-256."""
    return hashlib.sha256(token.encode()).digest()
