"""Making, using and removing passkeys (WebAuthn 3, sections 7.1 and 7.2); the user is always verified by the device."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from tenants.factors.models import Passkey
from tenants.factors.rules import RelyingParty
from tenants.kernel.db import db
from tenants.kernel.ids import UserId
from tenants.kernel.refusals import Conflict, Invalid, NotFound
from tenants.users.actions import LastFactor
from tenants.users.models import User
from tenants.users.queries import Person

MOST, LONGEST_NAME = 20, 80
TIMEOUT = 300_000  # milliseconds
VERIFIED = UserVerificationRequirement.REQUIRED


class WrongPasskey(Invalid):
    """The passkey wasn't accepted. Try again, or use another way."""


class TooManyPasskeys(Conflict):
    """Twenty passkeys are enough. Remove one first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to an authenticator: the options as JSON, and the challenge in them."""

    options: str
    challenge: bytes


def ask_for_new(person: Person, party: RelyingParty) -> Asked:
    """Return what a browser is told to make a passkey, other than those the person has."""
    options = generate_registration_options(
        rp_id=party.id,
        rp_name="Samla",
        user_id=person.id.bytes,
        user_name=person.email,
        user_display_name=person.name,
        timeout=TIMEOUT,
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        ),
        exclude_credentials=_known(person.id),
    )
    return Asked(options_to_json(options), options.challenge)


def ask_for_proof(party: RelyingParty, user_id: UserId | None = None) -> Asked:
    """Return what a browser is told to use a passkey: one of a person's, or whichever it has for us."""
    options = generate_authentication_options(
        rp_id=party.id,
        timeout=TIMEOUT,
        allow_credentials=_known(user_id) if user_id else [],
        user_verification=VERIFIED,
    )
    return Asked(options_to_json(options), options.challenge)


def add_passkey(
    user_id: UserId, name: str, answer: str, challenge: bytes, party: RelyingParty, *, now: datetime
) -> UUID:
    """Keep the passkey that an authenticator made, and return its id.

    Raises:
        WrongPasskey: the answer doesn't fit the question, the host, or what we ask of authenticators.
        TooManyPasskeys: the person has twenty.
    """
    user = db.session.get_one(User, user_id, with_for_update=True)
    if user.passkeys >= MOST:
        raise TooManyPasskeys
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as fault:
        raise WrongPasskey from fault
    same = (Passkey.user_id == user_id, Passkey.credential == made.credential_id)
    if db.session.scalar(select(Passkey.id).where(*same)) is not None:
        raise WrongPasskey
    passkey = Passkey(
        user_id=user_id,
        credential=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        name=_name(name),
        device_type=made.credential_device_type.value,
        backed_up=made.credential_backed_up,
        transports=_transports(answer),
        created_at=now,
    )
    db.session.add(passkey)
    user.passkeys += 1
    db.session.flush()
    return passkey.id


def claimed_by(answer: str) -> UserId:
    """Return whom an answer says it comes from, which nothing proves yet (the user handle, WebAuthn 3, 5.4.3).

    Raises:
        WrongPasskey: it names nobody.
    """
    try:
        return UserId(UUID(bytes=base64url_to_bytes(_parsed(answer)["response"]["userHandle"])))
    except (ValueError, TypeError, KeyError) as fault:
        raise WrongPasskey from fault


def check_passkey(
    user_id: UserId, answer: str, challenge: bytes, asked_at: datetime, party: RelyingParty, *, now: datetime
) -> None:
    """Check that a person's passkey answered a question, and keep its counter.

    A question that was asked before the passkey was used last is refused, so that no answer counts twice also where
    the authenticator doesn't count.

    Raises:
        WrongPasskey: it isn't theirs, the signature or the counter is wrong, or it was answered before.
    """
    try:
        credential = base64url_to_bytes(_parsed(answer)["rawId"])
    except (ValueError, TypeError, KeyError) as fault:
        raise WrongPasskey from fault
    theirs = (Passkey.user_id == user_id, Passkey.credential == credential)
    passkey = db.session.scalar(select(Passkey).where(*theirs).with_for_update())
    if passkey is None or (passkey.used_at is not None and asked_at <= passkey.used_at):
        raise WrongPasskey
    try:
        proof = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as fault:
        raise WrongPasskey from fault
    passkey.sign_count = proof.new_sign_count
    passkey.device_type = proof.credential_device_type.value
    passkey.backed_up = proof.credential_backed_up
    passkey.used_at = now


def rename_passkey(user_id: UserId, passkey_id: UUID, name: str) -> None:
    """Call a passkey something else.

    Raises:
        NotFound: it isn't theirs.
    """
    theirs = (Passkey.user_id == user_id, Passkey.id == passkey_id)
    renamed = db.session.execute(update(Passkey).where(*theirs).values(name=_name(name)).returning(Passkey.id))
    if renamed.one_or_none() is None:
        raise NotFound(passkey_id)


def remove_passkey(user_id: UserId, passkey_id: UUID, *, must_keep_one: bool) -> None:
    """Remove a passkey.

    Raises:
        NotFound: it isn't theirs.
        LastFactor: it is all they have beside the password, and they must have a second factor.
    """
    user = db.session.get_one(User, user_id, with_for_update=True)
    passkey = db.session.get(Passkey, (user_id, passkey_id))
    if passkey is None:
        raise NotFound(passkey_id)
    if must_keep_one and user.passkeys == 1 and user.totp_secret is None:
        raise LastFactor
    db.session.delete(passkey)
    user.passkeys -= 1
    db.session.flush()


def _known(user_id: UserId) -> list[PublicKeyCredentialDescriptor]:
    rows = db.session.scalars(select(Passkey).where(Passkey.user_id == user_id))
    ways = {way.value: way for way in AuthenticatorTransport}
    return [
        PublicKeyCredentialDescriptor(
            id=row.credential, transports=[ways[name] for name in row.transports.split() if name in ways]
        )
        for row in rows
    ]


def _transports(answer: str) -> str:
    named = _parsed(answer)["response"].get("transports") or []
    return " ".join(sorted(way.value for way in AuthenticatorTransport if way.value in named))


def _parsed(answer: str) -> dict[str, Any]:
    parsed = json.loads(answer)
    if not isinstance(parsed, dict) or not isinstance(parsed.get("response"), dict):
        raise TypeError(type(parsed))
    return parsed


def _name(typed: str) -> str:
    return " ".join(typed.split())[:LONGEST_NAME] or "Passkey"
