"""What a password must be, and how it is kept."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from tenants.kernel.language import Message, msg

# NIST SP 800-63B-4, 3.1.1.2: 15 characters where the password may be the only factor.
SHORTEST = 15
LONGEST = 256
# OWASP Password Storage: argon2id with 46 MiB, one pass, one lane.
HASHER = PasswordHasher(time_cost=1, memory_cost=47104, parallelism=1)


def password_problem(password: str, *, email: str) -> Message | None:
    """Return what is wrong with a new password, or None.

    >>> str(password_problem("short", email="a@b.example"))
    'Use at least 15 characters; a few words in a row are easy to remember.'
    """
    if len(password) < SHORTEST:
        return msg("Use at least %(n)s characters; a few words in a row are easy to remember.", n=SHORTEST)
    if len(password) > LONGEST:
        return msg("Use at most %(n)s characters.", n=LONGEST)
    if len(set(password)) < 5 or email.lower() in password.lower():  # noqa: PLR2004  five different ones
        return msg("This password would be guessed at once; choose another.")
    return None


def hash_password(password: str) -> str:
    """Return a password as it is kept: argon2id with its parameters and salt."""
    return HASHER.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Say whether a password is the kept one; takes as long where there is none to compare with."""
    try:
        HASHER.verify(kept or _nobodys(), password)
    except VerificationError:
        return False
    return kept is not None


@cache
def _nobodys() -> str:
    return HASHER.hash("nobody has this password")
