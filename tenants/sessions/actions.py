"""Starting, finding, proving and ending sessions."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update

from tenants.kernel.db import db
from tenants.kernel.ids import UserId
from tenants.kernel.refusals import NotFound
from tenants.sessions.models import Session
from tenants.sessions.rules import IDLE, token_hash

LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a session belongs to, and whether the second factor was given."""

    user_id: UserId
    hash: bytes
    proven: bool
    confirmed_at: datetime


def start_session(user_id: UserId, *, address: str, agent: str, now: datetime) -> str:
    """Write a new session and return its token of 256 bits, which is nowhere kept."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        Session(
            hash=token_hash(token),
            user_id=user_id,
            created_at=now,
            seen_at=now,
            expires_at=now + LONGEST,
            confirmed_at=now,
            address=address[:64],
            agent=agent[:200],
        )
    )
    return token


def find_session(token: str, *, now: datetime) -> SignedIn | None:
    """Return who a token belongs to, or None once it is revoked, idle for an hour or 12 hours old."""
    session = db.session.get(Session, token_hash(token))
    if session is None or session.revoked_at or session.expires_at <= now or session.seen_at + IDLE <= now:
        return None
    return SignedIn(UserId(session.user_id), session.hash, session.proven_at is not None, session.confirmed_at)


def is_stale(token: str, *, now: datetime) -> bool:
    """Say whether a session's last sight is worth writing anew."""
    session = db.session.get(Session, token_hash(token))
    return session is not None and session.seen_at + SEEN_EVERY <= now


def touch_session(token: str, *, now: datetime) -> None:
    """Write that a session was seen."""
    db.session.execute(update(Session).where(Session.hash == token_hash(token)).values(seen_at=now))


def prove_session(token: str, *, now: datetime) -> None:
    """Write that the second factor was given in a session."""
    given = {"proven_at": now, "confirmed_at": now}
    db.session.execute(update(Session).where(Session.hash == token_hash(token)).values(**given))


def confirm_session(token: str, *, now: datetime) -> None:
    """Write that the person of a session proved anew who they are, by what they sign in with."""
    db.session.execute(update(Session).where(Session.hash == token_hash(token)).values(confirmed_at=now))


def end_session(token: str, *, now: datetime) -> None:
    """End one session."""
    db.session.execute(update(Session).where(Session.hash == token_hash(token)).values(revoked_at=now))


def end_one(user_id: UserId, session_id: UUID, *, now: datetime) -> None:
    """End one of a person's own sessions, which may be another browser's.

    Raises:
        NotFound: it isn't theirs, or is over already.
    """
    mine = (Session.user_id == user_id, Session.id == session_id, Session.revoked_at.is_(None))
    ended = db.session.execute(update(Session).where(*mine).values(revoked_at=now).returning(Session.id))
    if ended.one_or_none() is None:
        raise NotFound(session_id)


def end_others(user_id: UserId, token: str, *, now: datetime) -> None:
    """End every session of a user but the one at hand."""
    others = (Session.user_id == user_id, Session.hash != token_hash(token), Session.revoked_at.is_(None))
    db.session.execute(update(Session).where(*others).values(revoked_at=now))


def end_sessions_of(user_id: UserId, *, now: datetime) -> None:
    """End every session of a user."""
    mine = (Session.user_id == user_id, Session.revoked_at.is_(None))
    db.session.execute(update(Session).where(*mine).values(revoked_at=now))
