"""How a person proves that it is them: app, passkey or recovery code; a password where they have no more."""

from collections.abc import Mapping
from datetime import datetime

from flask import current_app

from portal.auth import ceremony, cookie
from portal.auth.news import own_place, tell_by_mail
from portal.edge.transaction import transaction
from tenants.access.queries import actor_of
from tenants.factors.actions.passkeys import check_passkey
from tenants.factors.actions.recovery import use_code
from tenants.kernel.refusals import Invalid
from tenants.secrets.sealing import Seal
from tenants.sessions.actions import confirm_session, prove_session
from tenants.users.actions import check_totp, confirm_password
from tenants.users.queries import Person

# The fields of a form that carry a proof; nothing else may be called so.
CODE, PASSKEY, RECOVERY, PASSWORD = "proof_code", "proof_passkey", "proof_recovery", "proof_password"
PROOFS = (CODE, PASSKEY, RECOVERY, PASSWORD)


class NothingProven(Invalid):
    """Prove in one of these ways that it is you."""


def seal() -> Seal:
    """Return what secrets are sealed with."""
    found: Seal = current_app.extensions["samla_seal"]
    return found


def has_proof(form: Mapping[str, str]) -> bool:
    """Say whether a form brings a proof."""
    return any(form.get(name) for name in PROOFS)


def prove(person: Person, form: Mapping[str, str]) -> None:
    """Check the proof that a form brings, and write it to the session; a recovery code used is told by mail.

    Raises:
        WrongCode, WrongPasskey, WrongRecoveryCode, WrongPassword: it isn't right.
        NothingProven: there is none, or a password where there is more to prove with.
    """
    token = cookie.token() or ""
    place = own_place(actor_of(person))
    with transaction(scope=place.scope) as now:
        if form.get(PASSWORD) and not person.has_second_factor:
            confirm_password(person.id, form[PASSWORD])
            confirm_session(token, now=now)
            return
        left = _check(person, form, now)
        prove_session(token, now=now)
        if left is not None:
            tell_by_mail(place, "recovery_code_used", about=str(left))


def _check(person: Person, form: Mapping[str, str], now: datetime) -> int | None:
    """Check a second factor; return how many recovery codes are left where one was used."""
    if form.get(CODE):
        check_totp(person.id, form[CODE], seal=seal(), now=now)
    elif form.get(PASSKEY):
        question, asked_at = ceremony.challenge("prove")
        check_passkey(person.id, form[PASSKEY], question, asked_at, ceremony.party(), now=now)
    elif form.get(RECOVERY):
        return use_code(person.id, form[RECOVERY], seal=seal(), now=now)
    else:
        raise NothingProven
    return None
