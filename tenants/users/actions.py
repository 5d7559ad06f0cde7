"""What can be done with a user: made, given a password, checked, given a second factor."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import pyotp
from sqlalchemy import select

from tenants.kernel.db import db
from tenants.kernel.ids import UserId
from tenants.kernel.language import LANGUAGES, Language
from tenants.kernel.refusals import Conflict, Invalid, InvalidFields, NotFound, Problem
from tenants.secrets.sealing import Seal
from tenants.users.models import User
from tenants.users.rules import HASHER, hash_password, is_password, password_problem

STEP_SECONDS = 30


class WrongPassword(Invalid):
    """The e-mail address or the password isn't right."""


class WrongCode(Invalid):
    """The code isn't right, or it was used already. Wait for the next one."""


class AddressTaken(Conflict):
    """Somebody has an account with this e-mail address already."""


class SecondFactorSet(Conflict):
    """A second factor is set up already."""


class LastFactor(Conflict):
    """This is your last second factor, and you must have one. Add another first."""


class UnknownSetting(Invalid):
    """There is no such choice."""


@dataclass(frozen=True, slots=True)
class NewUser:
    """Who a new user is."""

    email: str
    name: str
    language: Language


def add_user(new: NewUser, *, now: datetime, user_id: UserId | None = None) -> UserId:
    """Write a user without a password, who can't sign in until one is set; under an id of its own unless one is given.

    An id that is known beforehand can be the scope of the transaction that writes what is the person's alone.

    Raises:
        AddressTaken: a user has the address, also one that may not sign in any more.
    """
    email, name = new.email.strip().lower(), new.name.strip()
    if db.session.scalar(select(User.id).where(User.email == email)) is not None:
        raise AddressTaken
    user = User(id=user_id or uuid4(), email=email, name=name, language=new.language, created_at=now)
    db.session.add(user)
    db.session.flush()
    return UserId(user.id)


def set_password(user_id: UserId, password: str) -> None:
    """Give a user a new password.

    Raises:
        InvalidFields: it is too short, too long or easily guessed.
    """
    user = _get(user_id)
    if (problem := password_problem(password, email=user.email)) is not None:
        raise InvalidFields([Problem("password", problem)])
    user.password_hash = hash_password(password)


def check_password(email: str, password: str) -> UserId:
    """Return who has an address and a password; a kept hash of older strength is renewed.

    Raises:
        WrongPassword: the address is unknown or the password another; which of both isn't told.
    """
    user = db.session.scalar(select(User).where(User.email == email.strip().lower(), User.disabled_at.is_(None)))
    if not is_password(password, user.password_hash if user else None) or user is None:
        raise WrongPassword
    if user.password_hash and HASHER.check_needs_rehash(user.password_hash):
        user.password_hash = hash_password(password)
    return UserId(user.id)


def set_totp(user_id: UserId, secret: str, code: str, *, seal: Seal, now: datetime) -> None:
    """Set a user's second factor up, once they have shown that their app gives the right code (RFC 6238).

    Raises:
        SecondFactorSet: there is one; it isn't replaced this way.
        WrongCode: the app's code doesn't fit the secret.
    """
    user = _get(user_id, lock=True)
    if user.totp_secret is not None:
        raise SecondFactorSet
    user.totp_step = _step_of(secret, code, after=None, now=now)
    user.totp_secret = seal.close(secret.encode(), belongs_to=_totp_place(user_id))


def check_totp(user_id: UserId, code: str, *, seal: Seal, now: datetime) -> None:
    """Check a code of a user's second factor; each code counts once.

    Raises:
        WrongCode: it is wrong, too old, or was used.
    """
    user = _get(user_id, lock=True)
    if user.totp_secret is None:
        raise WrongCode
    secret = seal.open(user.totp_secret, belongs_to=_totp_place(user_id)).decode()
    user.totp_step = _step_of(secret, code, after=user.totp_step, now=now)


def remove_totp(user_id: UserId, *, must_keep_one: bool) -> None:
    """Forget a user's authenticator app.

    Raises:
        LastFactor: there is no passkey, and they must have a second factor.
    """
    user = _get(user_id, lock=True)
    if must_keep_one and user.passkeys == 0:
        raise LastFactor
    user.totp_secret = user.totp_step = None


def confirm_password(user_id: UserId, password: str) -> None:
    """Check the password of somebody who is signed in, before what they must prove themselves for anew.

    Raises:
        WrongPassword: it is another.
    """
    if not is_password(password, _get(user_id).password_hash):
        raise WrongPassword


def choose(user_id: UserId, *, language: str | None = None, theme: str | None = None) -> None:
    """Keep what a user chose for their screens.

    Raises:
        UnknownSetting: the language or theme isn't one of ours.
    """
    user = _get(user_id)
    if (language and language not in LANGUAGES) or (theme and theme not in {"auto", "light", "dark"}):
        raise UnknownSetting(language, theme)
    user.language = language or user.language
    user.theme = theme or user.theme


def _get(user_id: UUID, *, lock: bool = False) -> User:
    user = db.session.get(User, user_id, with_for_update=lock or None)
    if user is None or user.disabled_at is not None:
        raise NotFound(user_id)
    return user


def _totp_place(user_id: UUID) -> str:
    return f"user:{user_id}:totp"


def _step_of(secret: str, code: str, *, after: int | None, now: datetime) -> int:
    """Return the time step a code belongs to: this one or a neighbour, and later than the last one used."""
    totp = pyotp.TOTP(secret)
    current = int(now.timestamp()) // STEP_SECONDS
    for step in (current, current - 1, current + 1):
        fits = pyotp.utils.strings_equal(code.replace(" ", ""), totp.generate_otp(step))
        if fits and (after is None or step > after):
            return step
    raise WrongCode
