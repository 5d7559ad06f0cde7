"""How long a session and a proof of who sits at it count, what is kept of a token, and a browser in words."""

import hashlib
from datetime import datetime, timedelta

from tenants.kernel.language import Message, msg

IDLE = timedelta(minutes=60)
PROOF_COUNTS = timedelta(minutes=10)
# The first that is found counts: most browsers name those they descend from as well.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"), ("curl", "curl"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def token_hash(token: str) -> bytes:
    """Return what is kept of a token: its SHA-256."""
    return hashlib.sha256(token.encode()).digest()


def device_of(agent: str) -> Message | str:
    """Return a browser and its system in words, from the `User-Agent` it sent.

    >>> str(device_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36"))
    'Chrome on Windows'
    >>> str(device_of(""))
    'A browser that says nothing of itself'
    """
    browser = next((name for sign, name in BROWSERS if sign in agent), None)
    system = next((name for sign, name in SYSTEMS if sign in agent), None)
    if browser and system:
        return msg("%(browser)s on %(system)s", browser=browser, system=system)
    if browser or system:
        return browser or system or ""
    return msg("A browser that says nothing of itself")


def is_lately(confirmed_at: datetime, *, now: datetime) -> bool:
    """Say whether a proof is recent enough for bank accounts, roles and mandates (OWASP ASVS 5.0, 7.5.1)."""
    return now - confirmed_at <= PROOF_COUNTS
