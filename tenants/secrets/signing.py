"""The installation's own signature: Ed25519 (RFC 8032) under a key derived from the sealing key.

It shows that something was made by this installation and is unchanged since. It isn't a person's signature, and no
qualified or advanced one under Regulation (EU) 910/2014: no certificate authority vouches for the key.
"""

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY = 32
PURPOSE = b"samla: signature of records, 1"


class Signet:
    """Signs for the installation; the same sealing key always gives the same signet."""

    def __init__(self, key: str) -> None:
        """Take the sealing key as base64 text.

        Raises:
            ValueError: it isn't 32 bytes.
        """
        raw = base64.b64decode(key, validate=True)
        if len(raw) != KEY:
            raise ValueError(len(raw))
        derived = HKDF(algorithm=SHA256(), length=KEY, salt=None, info=PURPOSE).derive(raw)
        self._private = Ed25519PrivateKey.from_private_bytes(derived)

    @property
    def public_key(self) -> str:
        """Return the public key in base64, by which anybody can check a signature."""
        return base64.b64encode(self._private.public_key().public_bytes_raw()).decode()

    def sign(self, content: bytes) -> str:
        """Return the signature of some bytes, in base64."""
        return base64.b64encode(self._private.sign(content)).decode()


def is_signed(public_key: str, content: bytes, signature: str) -> bool:
    """Say whether a signature is that of a key for some bytes; what can't be read isn't one."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(signature, validate=True), content)
    except (InvalidSignature, ValueError):
        return False
    return True
