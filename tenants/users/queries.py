"""Reading users."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import select

from tenants.kernel.db import db
from tenants.kernel.ids import UserId
from tenants.kernel.language import Language
from tenants.kernel.refusals import NotFound
from tenants.users.models import User


@dataclass(frozen=True, slots=True)
class Person:
    """A user as screens and mails know them."""

    id: UserId
    email: str
    name: str
    language: Language
    theme: str
    has_password: bool
    has_totp: bool
    passkeys: int = 0

    @property
    def has_second_factor(self) -> bool:
        """Say whether there is more than a password to prove themselves with."""
        return self.has_totp or self.passkeys > 0


def find_person(user_id: UUID) -> Person | None:
    """Return a user, or None."""
    user = db.session.get(User, user_id)
    return _person(user) if user and user.disabled_at is None else None


def get_person(user_id: UUID) -> Person:
    """Return a user.

    Raises:
        NotFound: there is none.
    """
    person = find_person(user_id)
    if person is None:
        raise NotFound(user_id)
    return person


def find_person_by_email(email: str) -> Person | None:
    """Return the user who has an address, or None."""
    user = db.session.scalar(select(User).where(User.email == email.strip().lower(), User.disabled_at.is_(None)))
    return _person(user) if user else None


def _person(user: User) -> Person:
    return Person(
        id=UserId(user.id),
        email=user.email,
        name=user.name,
        language=cast("Language", user.language),
        theme=user.theme,
        has_password=user.password_hash is not None,
        has_totp=user.totp_secret is not None,
        passkeys=user.passkeys,
    )
