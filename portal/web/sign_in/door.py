"""What the sign-in pages share: the blueprint, how often one may try, and where to go on."""

from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from portal.auth import cookie
from portal.auth.gate import current_person
from portal.auth.news import own_place, tell_by_mail
from portal.edge.limits import limiter
from portal.edge.settings import settings
from portal.edge.transaction import transaction
from tenants.access.queries import actor_of
from tenants.kernel.ids import UserId
from tenants.sessions.actions import prove_session, start_session
from tenants.sessions.queries import is_new_device
from tenants.users.queries import get_person

View = TypeVar("View", bound=Callable[..., Any])
blueprint = Blueprint("sign_in", __name__, template_folder="templates")


def tries() -> str:
    """Return how often an address may try."""
    config = settings()
    return f"{config.sign_ins_per_minute} per minute"


def limited(key_func: Callable[[], str] | None = None) -> Callable[[View], View]:
    """Return the limit of a page on which somebody could guess."""
    return cast("Callable[[View], View]", limiter.limit(tries, methods=["POST"], key_func=key_func))


def by_person() -> str:
    """Return the key that counts the tries of a signed-in person."""
    return str(current_person().id)


def let_in(user_id: UserId, *, proven: bool = False, after: str | None = None) -> Response:
    """Start a session and go on; a browser and system that the person never used are told them by mail."""
    agent = request.user_agent.string
    place = own_place(actor_of(get_person(user_id)))
    with transaction(scope=place.scope) as now:
        if is_new_device(user_id, agent):
            tell_by_mail(place, "new_device", about=agent[:200])
        token = start_session(user_id, address=request.remote_addr or "", agent=agent, now=now)
        if proven:
            prove_session(token, now=now)
    response = redirect(inside(after or request.args.get("after")))
    cookie.give(response, token)
    return response


def inside(after: str | None) -> str:
    """Return where to go on: a path of our own, never another site."""
    parts = urlsplit(after or "/")
    ours = not parts.scheme and not parts.netloc and (after or "").startswith("/") and "\\" not in (after or "")
    return after if after and ours and not after.startswith("//") and after.isprintable() else "/"
