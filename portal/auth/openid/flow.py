"""From us to a provider and back: authorisation code with PKCE (RFC 7636), state and nonce, bound to the browser."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Literal
from urllib.parse import quote
from uuid import UUID

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from flask import request, session, url_for

from portal.auth.openid import provider
from portal.auth.openid.refusals import NotAsked, TokenRefused, TurnedAway
from portal.auth.openid.tokens import Expected, UnknownKey, Vouched, believe
from portal.auth.proving import seal
from portal.edge import clock
from portal.edge.settings import settings
from tenants.identities.actions import secret_place
from tenants.identities.queries import ProviderFacts
from tenants.kernel.ids import FirmId, UserId

Purpose = Literal["enter", "link", "join"]
KEPT = "openid"
VALID = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser was sent away with, as it comes back."""

    firm_id: FirmId
    purpose: Purpose
    user_id: UserId | None
    after: str
    state: str
    nonce: str
    verifier: str


def leave(facts: ProviderFacts, purpose: Purpose, *, user_id: UserId | None = None, after: str = "/") -> str:
    """Return the address at the provider to send a browser to, and remember what it was sent with.

    Raises:
        ProviderSilent, UnsafeProvider: the provider can't be asked.
    """
    metadata = provider.metadata_of(facts.issuer)
    state, nonce, verifier = (token_urlsafe(48) for _ in range(3))
    session[KEPT] = {
        "firm": str(facts.firm_id), "purpose": purpose, "user": str(user_id or ""), "after": after, "state": state,
        "nonce": nonce, "verifier": verifier, "at": clock.now().timestamp(),
    }  # fmt: skip
    return str(
        prepare_grant_uri(
            metadata.authorization_endpoint,
            client_id=facts.client_id,
            response_type="code",
            redirect_uri=_back(),
            scope="openid email",
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
    )


def come_back() -> Asked:
    """Return what the browser at hand was sent away with, which counts once.

    Raises:
        NotAsked: it wasn't sent away from here, with another state, or ten minutes ago.
    """
    kept = session.pop(KEPT, None)
    if not kept or not compare_digest(request.args.get("state", "").encode(), kept["state"].encode()):
        raise NotAsked
    if clock.now() - datetime.fromtimestamp(kept["at"], UTC) > VALID:
        raise NotAsked
    user_id = UserId(UUID(kept["user"])) if kept["user"] else None
    return Asked(
        FirmId(UUID(kept["firm"])),
        kept["purpose"],
        user_id,
        kept["after"],
        kept["state"],
        kept["nonce"],
        kept["verifier"],
    )


def vouched(facts: ProviderFacts, asked: Asked) -> Vouched:
    """Return whom the provider vouches for, from the code that it sent the browser back with.

    Raises:
        TurnedAway: it sent an error.
        NotAsked: the answer is another provider's (RFC 9207).
        ProviderSilent, TokenRefused: its token can't be had, or not believed.
    """
    metadata = provider.metadata_of(facts.issuer)
    said_by = request.args.get("iss")
    if said_by not in {None, facts.issuer} or (metadata.names_itself and said_by is None):
        raise NotAsked
    code = request.args.get("code")
    if request.args.get("error") or not code:
        raise TurnedAway
    answer = _exchange(facts, metadata, code, asked.verifier)
    token, access = answer.get("id_token"), answer.get("access_token")
    if not isinstance(token, str) or not isinstance(access, str):
        raise TokenRefused
    expected = Expected(facts.issuer, facts.client_id, asked.nonce, access, clock.now())
    try:
        return believe(token, metadata.keys, expected)
    except UnknownKey:
        return believe(token, provider.with_newer_keys(metadata).keys, expected)


def _exchange(facts: ProviderFacts, metadata: provider.Metadata, code: str, verifier: str) -> dict[str, object]:
    secret = seal().open(facts.sealed_secret, belongs_to=secret_place(facts.firm_id)).decode()
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": _back(), "code_verifier": verifier}
    if metadata.secret_in_body:
        return provider.fetch(
            metadata.token_endpoint, form={**form, "client_id": facts.client_id, "client_secret": secret}
        )
    # RFC 6749, 2.3.1: both parts are encoded as in a form before they are joined.
    pair = f"{quote(facts.client_id, safe='')}:{quote(secret, safe='')}"
    return provider.fetch(
        metadata.token_endpoint, form=form, authorization=f"Basic {b64encode(pair.encode()).decode()}"
    )


def _back() -> str:
    config = settings()
    return f"{config.base_url}{url_for('sign_in.answered')}"
