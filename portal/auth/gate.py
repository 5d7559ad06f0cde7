"""The gate: every route says who may come in; one that doesn't is closed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.auth.cookie import find_signed_in
from portal.auth.step_up import hold
from portal.edge.transaction import read_as
from tenants.access.queries import actor_of
from tenants.access.rules import NEEDS_PROOF
from tenants.kernel.actor import Actor, FirmPermission, Permission
from tenants.kernel.ids import FirmId, WorkspaceId
from tenants.kernel.refusals import NotFound
from tenants.kernel.scope import NOBODY, enter_scope
from tenants.sessions.actions import SignedIn
from tenants.users.queries import Person, get_person

View = TypeVar("View", bound=Callable[..., Any])


class Who(StrEnum):
    """Who may come in by a route."""

    PUBLIC = "public"  # the same for everybody, such as a style sheet; nobody is looked up
    ANYONE = "anyone"
    HALF = "half"  # signed in, second factor not yet given
    PERSON = "person"
    STAFF = "staff"
    FIRM = "firm"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True)
class Entrance:
    """A route's rule: who, with which permission in the workspace or firm of the address, and whether proven anew."""

    who: Who
    permission: Permission | None = None
    firm_permission: FirmPermission | None = None
    proof: bool = False


def _let(entrance: Entrance) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.entrance = entrance  # type: ignore[attr-defined]  # functions take attributes
        return view

    return mark


public = _let(Entrance(Who.PUBLIC))
anyone = _let(Entrance(Who.ANYONE))
half_signed_in = _let(Entrance(Who.HALF))
signed_in = _let(Entrance(Who.PERSON))
staff = _let(Entrance(Who.STAFF))


def proven_anew(view: View) -> View:
    """Ask who wants to change something here to prove that it is them, where they didn't in the last ten minutes.

    Stands above the entrance. Mandates, roles and people ask by their permission, without it.
    """
    view.entrance = replace(view.entrance, proof=True)  # type: ignore[attr-defined]  # functions take attributes
    return view


def in_workspace(permission: Permission) -> Callable[[View], View]:
    """Let in who has a permission in the workspace of the address; others are told there is nothing."""
    return _let(Entrance(Who.WORKSPACE, permission=permission, proof=permission in NEEDS_PROOF))


def in_firm(permission: FirmPermission) -> Callable[[View], View]:
    """Let in who has a permission in the firm of the address."""
    return _let(Entrance(Who.FIRM, firm_permission=permission, proof=permission in NEEDS_PROOF))


def entrance_of(app: Flask, endpoint: str) -> Entrance | None:
    """Return a route's rule, or None for a route that has none and is therefore closed."""
    return getattr(app.view_functions[endpoint], "entrance", None)


def current_actor() -> Actor:
    """Return who is asking.

    Raises:
        NotFound: nobody is signed in; only behind the gate this can't happen.
    """
    actor: Actor | None = g.get("actor")
    if actor is None:
        raise NotFound
    return actor


def current_person() -> Person:
    """Return the signed-in user."""
    return cast("Person", g.person)


def install_recognition(app: Flask) -> None:
    """Have it known who asks before a form is read, so that one that is refused unread is refused in their language."""

    @app.before_request
    def recognise() -> None:
        enter_scope(NOBODY)
        entrance = entrance_of(current_app, request.endpoint) if request.endpoint else None
        if entrance is None or entrance.who is Who.PUBLIC:
            return
        g.signed_in = find_signed_in()
        if g.signed_in is not None:
            g.person = get_person(g.signed_in.user_id)
            g.language = g.person.language


def install(app: Flask) -> None:
    """Put the gate before every route of an application."""

    @app.before_request
    def ask() -> AnyResponse | None:
        if request.endpoint is None:
            return None
        entrance = entrance_of(current_app, request.endpoint)
        if entrance is None:
            raise NotFound(request.endpoint)
        return None if entrance.who is Who.PUBLIC else _admit(entrance)

    @app.teardown_request
    def leave(_error: BaseException | None) -> None:
        enter_scope(NOBODY)


def _admit(entrance: Entrance) -> AnyResponse | None:
    signed: SignedIn | None = g.signed_in
    if signed is None:
        return None if entrance.who is Who.ANYONE else _elsewhere("sign_in.sign_in")
    actor = actor_of(g.person)
    if not signed.proven and (g.person.has_second_factor or actor.needs_second_factor):
        return None if entrance.who in {Who.ANYONE, Who.HALF} else _elsewhere("sign_in.second_step")
    g.actor = actor
    read_as(actor.scope(only=(request.view_args or {}).get("workspace_id")))
    _check(actor, entrance)
    return hold(signed, g.person) if entrance.proof else None


def _check(actor: Actor, entrance: Entrance) -> None:
    arguments = request.view_args or {}
    if entrance.permission is not None:
        actor.must(entrance.permission, in_=WorkspaceId(arguments["workspace_id"]))
    elif entrance.firm_permission is not None:
        actor.must_in_firm(entrance.firm_permission, in_=FirmId(arguments["firm_id"]))
    elif entrance.who is Who.STAFF and not actor.firms:
        raise NotFound


def _elsewhere(endpoint: str) -> AnyResponse:
    """Send to a page and, after a GET, back here; what htmx asked for comes back to the page it is a part of."""
    if request.headers.get("HX-Request"):
        return Response(status=204, headers={"HX-Redirect": url_for(endpoint, after=_page_of_part())})
    after = request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None
    return redirect(url_for(endpoint, after=after))


def _page_of_part() -> str | None:
    """Return the page that htmx asked a part of, None where it doesn't say which, or it is the first one."""
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    path = f"{page.path}?{page.query}".rstrip("?")
    return path if path not in {"", "/"} else None
