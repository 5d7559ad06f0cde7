"""A provider's signing: its keys, and tokens that are right but for what a test makes wrong."""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

from joserfc import jws
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey

ISSUER, CLIENT, NONCE, ACCESS = "https://login.kuusi.example", "samla", "the nonce", "the access token"
NOW = 1_795_340_000


def b64(content: bytes | str | dict[str, Any]) -> str:
    """Return base64url without padding, of JSON where it is an object."""
    raw = json.dumps(content).encode() if isinstance(content, dict) else content
    return urlsafe_b64encode(raw.encode() if isinstance(raw, str) else raw).decode().rstrip("=")


def claims(**changes: Any) -> dict[str, Any]:
    """Return the claims of a good token, with changes; None leaves one out."""
    good = {"iss": ISSUER, "sub": "u-1", "aud": CLIENT, "exp": NOW + 300, "iat": NOW - 1, "nonce": NONCE}
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


@dataclass(slots=True)
class Signer:
    """Keys of every kind we take, published under their ids."""

    rsa: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "rsa"}))
    ec: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "ec"}))
    ed: OKPKey = field(default_factory=lambda: OKPKey.generate_key("Ed25519", {"kid": "ed"}))

    @property
    def published(self) -> KeySet:
        """Return the public keys."""
        kinds = ((RSAKey, self.rsa), (ECKey, self.ec), (OKPKey, self.ed))
        return KeySet([kind.import_key(key.as_dict(private=False)) for kind, key in kinds])

    def key(self, algorithm: str) -> Any:
        """Return the key that signs by an algorithm."""
        return {"ES256": self.ec, "EdDSA": self.ed}.get(algorithm, self.rsa)

    def sign(self, payload: bytes | dict[str, Any], algorithm: str = "RS256", *, by: Any = None, **header: Any) -> str:
        """Return a token; `by` is another key than the provider's, `header` adds to or changes its header."""
        key = by or self.key(algorithm)
        head = {"alg": algorithm, "kid": self.key(algorithm).kid, **header}
        body = json.dumps(payload).encode() if isinstance(payload, dict) else payload
        return self.raw({name: value for name, value in head.items() if value is not None}, body, key)

    def raw(self, head: dict[str, Any] | str, body: bytes, key: Any) -> str:
        """Return a token over a header that is written as given, so that a library can't refuse to make it."""
        named = json.loads(head) if isinstance(head, str) else head
        first = f"{b64(head)}.{b64(body)}"
        model = jws.JWSRegistry.algorithms[named["alg"]]
        return f"{first}.{b64(model.sign(first.encode(), key))}"
