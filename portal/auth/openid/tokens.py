"""What an ID token must be before it is believed (OpenID Connect Core 1.0, 3.1.3.7; RFC 7515; RFC 8725).

Stricter than the library alone: an allow-list of header fields and algorithms, keys only from the provider's own set
and by their id, no duplicate names in any JSON, and every claim of the type that the standard gives it.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256, sha512
from hmac import compare_digest
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet

from portal.auth.openid.refusals import TokenRefused

# RFC 8725, 3.1 and 3.2: each algorithm with the one kind of key, and curve, that it goes with.
ALGORITHMS = {"RS256": ("RSA", None), "PS256": ("RSA", None), "ES256": ("EC", "P-256"), "EdDSA": ("OKP", "Ed25519")}
HEADER = {"alg", "kid", "typ"}
LONGEST_TOKEN, LONGEST_SUBJECT = 16_384, 255
LEEWAY, OLDEST = 60, 600  # seconds that clocks may differ; and since the token was made
WEAKEST_RSA = 2048


class UnknownKey(TokenRefused):
    """The sign-in service signed with a key that it doesn't publish."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Whom a token must be from and for, the nonce that was asked with, and the access token that came with it."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom a provider vouches for; the address is what it says, and identifies nobody."""

    issuer: str
    subject: str
    email: str


def believe(token: str, keys: KeySet, expected: Expected) -> Vouched:
    """Return whom a token vouches for.

    Raises:
        UnknownKey: its key isn't in the set.
        TokenRefused: anything else about it isn't as it must be.
    """
    try:
        header, claims = _parts(token)
        _verify(token, _key(header, keys), header["alg"])
        _check(header, claims, expected)
    except (JoseError, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise TokenRefused(type(fault).__name__) from fault
    email = claims.get("email")
    return Vouched(claims["iss"], claims["sub"], email if isinstance(email, str) else "")


def _parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    _must(token.isascii() and len(token) <= LONGEST_TOKEN)
    parts = token.split(".")
    _must(len(parts) == len(("header", "payload", "signature")) and all(parts))
    header, claims = (_object(part) for part in parts[:2])
    _decoded(parts[2])
    _must(header.keys() <= HEADER and header.get("typ", "JWT") == "JWT")
    _must(isinstance(header.get("alg"), str) and header["alg"] in ALGORITHMS)
    return header, claims


def _object(part: str) -> dict[str, Any]:
    found = json.loads(_decoded(part).decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse)
    _must(isinstance(found, dict))
    return dict(found)


def _decoded(part: str) -> bytes:
    """Return the bytes of base64url without padding, written the one way there is (RFC 7515, 2)."""
    content = urlsafe_b64decode(part + "=" * (-len(part) % 4))
    _must(urlsafe_b64encode(content).decode().rstrip("=") == part)
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    _must(len(found) == len(pairs))
    return found


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _key(header: Mapping[str, Any], keys: KeySet) -> Key:
    """Return the provider's key by its id; without one, only where there is a single key of the kind."""
    kind, curve = ALGORITHMS[header["alg"]]
    fitting = [key for key in keys.keys if key.key_type == kind and _fits(key, header["alg"], curve)]
    if "kid" in header:
        _must(isinstance(header["kid"], str))
        fitting = [key for key in fitting if key.kid == header["kid"]]
    if len(fitting) != 1:
        raise UnknownKey
    return fitting[0]


def _fits(key: Key, algorithm: str, curve: str | None) -> bool:
    said = key.as_dict(private=False)
    if said.get("alg", algorithm) != algorithm or (curve and said.get("crv") != curve):
        return False
    return curve is not None or int.from_bytes(_decoded(str(said["n"])), "big").bit_length() >= WEAKEST_RSA


def _verify(token: str, key: Key, algorithm: str) -> None:
    jws.deserialize_compact(token, key, algorithms=[algorithm])


def _check(header: Mapping[str, Any], claims: dict[str, Any], expected: Expected) -> None:
    now = int(expected.now.timestamp())
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    _must(claims["iss"] == expected.issuer)
    _must(all(isinstance(one, str) for one in audience) and expected.client_id in audience)
    # A token that is for others as well could have been given to them: only we may be in it.
    _must(len(audience) == 1 and claims.get("azp", expected.client_id) == expected.client_id)
    _must(_is_moment(claims["exp"]) and claims["exp"] + LEEWAY > now)
    _must(_is_moment(claims["iat"]) and now - OLDEST <= claims["iat"] <= now + LEEWAY)
    _must(_is_moment(claims.get("nbf", now)) and claims.get("nbf", now) <= now + LEEWAY)
    _must(isinstance(claims["nonce"], str) and compare_digest(claims["nonce"].encode(), expected.nonce.encode()))
    subject = claims["sub"]
    _must(isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT and subject.isprintable())
    if "at_hash" in claims:
        half = _half_hash(expected.access_token, header["alg"])
        _must(isinstance(claims["at_hash"], str) and compare_digest(claims["at_hash"].encode(), half.encode()))
    rest = {name: value for name, value in claims.items() if name != "at_hash"}
    CodeIDToken(rest, dict(header), params={"client_id": expected.client_id, "nonce": expected.nonce}).validate(
        now, LEEWAY
    )


def _half_hash(access_token: str, algorithm: str) -> str:
    """Return the left half of an access token's hash (OpenID Connect Core, 3.1.3.6); Ed25519 goes with SHA-512."""
    digest = (sha512 if algorithm == "EdDSA" else sha256)(access_token.encode()).digest()
    return urlsafe_b64encode(digest[: len(digest) // 2]).decode().rstrip("=")


def _is_moment(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _must(holds: bool) -> None:  # noqa: FBT001  a condition
    if not holds:
        raise TokenRefused
