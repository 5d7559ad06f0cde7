"""What a provider says of itself and its keys: fetched with an end to time and size, kept for ten minutes."""

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from portal.auth.openid.refusals import ProviderSilent, UnsafeProvider
from portal.edge import clock
from portal.edge.settings import settings
from tenants.kernel.refusals import Refusal
from tenants.registers.fetching import Door

FRESH = timedelta(minutes=10)
ASK_AGAIN = timedelta(minutes=1)
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Metadata:
    """Where a provider is to be asked (OpenID Connect Discovery 1.0, 3), with its keys."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    names_itself: bool
    secret_in_body: bool
    keys: KeySet
    fetched_at: datetime


_known: dict[str, Metadata] = {}


def metadata_of(issuer: str, *, at_least: datetime | None = None) -> Metadata:
    """Return what a provider says of itself; from ten minutes ago at most, or not before a moment that is asked for.

    Raises:
        UnsafeProvider: an address isn't https, or leads into a private network.
        ProviderSilent: it doesn't answer, or its answer isn't what a provider says.
    """
    known, now = _known.get(issuer), clock.now()
    wanted = max(at_least or now - FRESH, now - FRESH)
    if known is not None and known.fetched_at >= wanted:
        return known
    _known[issuer] = _fetched(issuer, now)
    return _known[issuer]


def with_newer_keys(metadata: Metadata) -> Metadata:
    """Return a provider's metadata with keys of this minute, for a token whose key isn't known yet."""
    return metadata_of(metadata.issuer, at_least=clock.now() - ASK_AGAIN)


def _fetched(issuer: str, now: datetime) -> Metadata:
    said = fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if said.get("issuer") != issuer:
        raise ProviderSilent("issuer")
    endpoints = {name: str(said.get(name) or "") for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
    for address in endpoints.values():
        check_address(address)
    ways = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Metadata(
        issuer=issuer,
        authorization_endpoint=endpoints["authorization_endpoint"],
        token_endpoint=endpoints["token_endpoint"],
        names_itself=said.get("authorization_response_iss_parameter_supported") is True,
        secret_in_body="client_secret_basic" not in ways,
        keys=_keys(fetch(endpoints["jwks_uri"])),
        fetched_at=now,
    )


def _keys(said: Mapping[str, Any]) -> KeySet:
    """Return the public signing keys of a set; whatever else is in it doesn't count."""
    given = said.get("keys")
    listed = [key for key in given if isinstance(key, dict)] if isinstance(given, list) else []
    usable = [
        key
        for key in listed
        if key.get("kty") in {"RSA", "EC", "OKP"} and key.get("use", "sig") == "sig" and "d" not in key
    ]
    try:
        return KeySet.import_key_set({"keys": usable})
    except (JoseError, ValueError, KeyError, TypeError) as fault:
        raise ProviderSilent("keys") from fault


def fetch(address: str, *, form: Mapping[str, str] | None = None, authorization: str = "") -> dict[str, Any]:
    """Return the JSON object that an address answers; with a form, to a POST of it. No redirect is followed.

    Raises:
        UnsafeProvider: the address isn't one that may be asked.
        ProviderSilent: no answer in time, none that is an object, or a refusal.
    """
    check_address(address)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
    if authorization:
        headers["Authorization"] = authorization
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    try:
        body = urlencode(form).encode() if form is not None else None
        said = Door(f"{parts.scheme}://{parts.netloc}").ask(path, body=body, headers=headers)
    except Refusal as refusal:
        raise ProviderSilent(address) from refusal
    if not isinstance(said, dict):
        raise ProviderSilent(address)
    return said


def check_address(address: str) -> None:
    """Refuse an address that isn't https, names a user, or leads into a private network.

    An installation that is itself on plain http, such as the demonstration, may ask a provider on loopback.

    Raises:
        UnsafeProvider: it is such an address.
    """
    config = settings()
    parts = urlsplit(address)
    if not parts.hostname or parts.username or parts.password or parts.fragment:
        raise UnsafeProvider(address)
    if not config.is_https and parts.hostname in LOOPBACK and parts.scheme in {"http", "https"}:
        return
    if parts.scheme != "https" or not _is_public(parts.hostname):
        raise UnsafeProvider(address)


def _is_public(host: str) -> bool:
    try:
        found = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)
    except OSError as fault:
        raise ProviderSilent(host) from fault
    return all(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in found)
