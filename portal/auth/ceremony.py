"""Passkey ceremonies: what was asked of a browser is kept in its signed form session, for five minutes."""

from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from typing import Literal

from flask import Response, session

from portal.edge import clock
from portal.edge.settings import settings
from tenants.factors.actions.passkeys import Asked, WrongPasskey
from tenants.factors.rules import RelyingParty

Purpose = Literal["enter", "prove", "add"]
VALID = timedelta(minutes=5)


def party() -> RelyingParty:
    """Return us, as authenticators know us."""
    config = settings()
    return RelyingParty.at(config.base_url)


def pose(purpose: Purpose, asked: Asked) -> Response:
    """Answer with the options for the browser, and remember the challenge; one question a purpose at a time."""
    session[_place(purpose)] = [b64encode(asked.challenge).decode(), clock.now().timestamp()]
    return Response(asked.options, content_type="application/json")


def challenge(purpose: Purpose) -> tuple[bytes, datetime]:
    """Return what was asked and when, which is forgotten with this.

    Raises:
        WrongPasskey: nothing was asked, or too long ago.
    """
    kept = session.pop(_place(purpose), None)
    if not kept:
        raise WrongPasskey
    asked_at = datetime.fromtimestamp(kept[1], UTC)
    if clock.now() - asked_at > VALID:
        raise WrongPasskey
    return b64decode(kept[0]), asked_at


def _place(purpose: Purpose) -> str:
    return f"passkey_{purpose}"
