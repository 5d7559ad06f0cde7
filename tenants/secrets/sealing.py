"""Sealing with AES-GCM; the place a secret belongs to is authenticated with it, so a moved secret doesn't open."""

import base64
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tenants.kernel.refusals import Conflict

VERSION = b"\x01"
NONCE = 12
KEY = 32


class NotOurs(Conflict):
    """The secret doesn't belong here, or the key has changed."""


class Seal:
    """Seals and opens secrets under one key of 32 bytes."""

    def __init__(self, key: str) -> None:
        """Take the key as base64 text.

        Raises:
            ValueError: it isn't 32 bytes.
        """
        raw = base64.b64decode(key, validate=True)
        if len(raw) != KEY:
            raise ValueError(len(raw))
        self._cipher = AESGCM(raw)
        self._marking = hmac.digest(raw, b"marks of what is only compared", "sha256")

    def close(self, secret: bytes, *, belongs_to: str) -> bytes:
        """Return a secret sealed for one place, such as `user:<id>:totp`."""
        nonce = os.urandom(NONCE)
        return VERSION + nonce + self._cipher.encrypt(nonce, secret, belongs_to.encode())

    def open(self, sealed: bytes, *, belongs_to: str) -> bytes:
        """Return the secret that was sealed for a place.

        Raises:
            NotOurs: it was sealed for another place, with another key, or changed since.
        """
        try:
            return self._cipher.decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], belongs_to.encode())
        except InvalidTag as fault:
            raise NotOurs(belongs_to) from fault

    def mark(self, secret: bytes, *, belongs_to: str) -> bytes:
        """Return what is kept of a secret that is only ever compared: HMAC-SHA-256 under a key of its own."""
        return hmac.digest(self._marking, belongs_to.encode() + b"\0" + secret, "sha256")


def new_key() -> str:
    """Return a new key as the configuration wants it."""
    return base64.b64encode(os.urandom(KEY)).decode()
