"""The seal of a record: its content signed inside the PDF, and the PDF signed in a file beside it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tenants.secrets.signing import Signet, is_signed

ENCLOSED = "acceptance.json"
RECORD, SEAL = "samla-acceptance-1", "samla-seal-1"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A content under its signature, and the public key that the signature says it is by."""

    content: bytes
    public_key: str
    signature: str

    def holds(self, public_key: str) -> bool:
        """Say whether it is unchanged and signed under a key that is known from elsewhere."""
        return is_signed(public_key, self.content, self.signature)


def seal_record(plain: Mapping[str, Any], signet: Signet) -> Sealed:
    """Return a record as one JSON text with sorted names, signed."""
    content = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return Sealed(content, signet.public_key, signet.sign(content))


def enclosed(sealed: Sealed) -> bytes:
    """Return the file that lies inside the PDF: the record's text as it was signed, the signature and the key."""
    return _written(RECORD, sealed, record=sealed.content.decode())


def read_enclosed(file: bytes) -> Sealed | None:
    """Return what such a file holds, or None where it isn't one."""
    plain = _read(file, RECORD)
    return _sealed(plain, str(plain.get("record", "")).encode()) if plain else None


def seal_of(document: bytes, signet: Signet) -> bytes:
    """Return the detached seal of a document's bytes, as a file."""
    return _written(SEAL, Sealed(document, signet.public_key, signet.sign(document)))


def read_seal(file: bytes, document: bytes) -> Sealed | None:
    """Return a document under its detached seal, or None where the file isn't a seal."""
    plain = _read(file, SEAL)
    return _sealed(plain, document) if plain else None


def _written(form: str, sealed: Sealed, **more: str) -> bytes:
    signed = {"algorithm": "Ed25519", "public_key": sealed.public_key, "signature": sealed.signature}
    return json.dumps({"format": form, **more, **signed}, ensure_ascii=False, indent=1).encode()


def _read(file: bytes, form: str) -> dict[str, Any] | None:
    try:
        plain = json.loads(file)
    except ValueError:
        return None
    return plain if isinstance(plain, dict) and plain.get("format") == form else None


def _sealed(plain: Mapping[str, Any], content: bytes) -> Sealed:
    return Sealed(content, str(plain.get("public_key", "")), str(plain.get("signature", "")))
