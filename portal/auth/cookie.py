"""The session cookie: 256 random bits, readable by the server only."""

from flask import request
from werkzeug.wrappers import Response

from portal.edge import clock
from portal.edge.settings import settings
from portal.edge.transaction import transaction
from tenants.kernel.scope import Scope
from tenants.sessions.actions import LONGEST, SignedIn, find_session, is_stale, touch_session


def name() -> str:
    """Return the cookie's name; with https it is bound to the host."""
    return "__Host-samla" if _is_https() else "samla"


def token() -> str | None:
    """Return the session's token that the browser sent."""
    return request.cookies.get(name())


def find_signed_in() -> SignedIn | None:
    """Return who is signed in, and keep the session alive."""
    sent = token()
    if not sent:
        return None
    now = clock.now()
    found = find_session(sent, now=now)
    if found is not None and is_stale(sent, now=now):
        with transaction(scope=Scope()):
            touch_session(sent, now=now)
    return found


def give(response: Response, session_token: str) -> None:
    """Put a session's token into an answer."""
    response.set_cookie(
        name(), session_token, max_age=LONGEST, secure=_is_https(), httponly=True, samesite="Lax", path="/"
    )


def take_away(response: Response) -> None:
    """Remove the token from the browser."""
    response.delete_cookie(name(), secure=_is_https(), httponly=True, samesite="Lax", path="/")


def _is_https() -> bool:
    config = settings()
    return config.is_https
