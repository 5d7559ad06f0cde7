"""From the link in the mail to a person who is signed in, once."""

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from portal.auth import cookie
from portal.auth.gate import anyone, current_actor
from portal.edge import clock
from portal.edge.limits import limiter
from portal.edge.locale import COOKIE
from portal.edge.settings import settings
from portal.edge.transaction import reading, transaction
from portal.web._design import Field
from portal.web.invitation.page import InvitationPage, answers, invitation_page
from tenants.collaborations.actions import AdminThere, Declined, decline_by_link, join, join_as_new
from tenants.invitations.actions import InvitationUsed, Place, find_place
from tenants.kernel.refusals import InvalidFields, NotFound
from tenants.kernel.scope import Scope
from tenants.sessions.actions import start_session
from tenants.users.actions import NewUser

blueprint = Blueprint("invitation", __name__, template_folder="templates")
KEPT = "invitation"
JOINING_STEPS = {"password", "confirm"}
OPEN_STEPS = JOINING_STEPS | {"sign_in"}


def _tries() -> str:
    config = settings()
    return f"{3 * config.sign_ins_per_minute} per minute"


@blueprint.get("/invitation/<token>")
@anyone
@limiter.limit(_tries)
def opened(token: str) -> Response | tuple[str, int]:
    """Put the link's secret into the form session, so that no later address carries it."""
    try:
        with reading(Scope()):
            find_place(token)
    except NotFound:
        session.pop(KEPT, None)
        return _void()
    session[KEPT] = token
    return redirect(url_for("invitation.invitation"), 303)


@blueprint.get("/invitation")
@anyone
def invitation() -> str | tuple[str, int]:
    """Show who invites whom to what, and what to do."""
    try:
        page = _page(_place())
    except NotFound:
        return _void()
    return _show(page, answers(page.name))


@blueprint.post("/invitation")
@anyone
@limiter.limit(_tries)
def accept() -> Response | str | tuple[str, int]:
    """Join: as a new person with a password, or as the person who is signed in with that address."""
    try:
        place = _place()
        page = _page(place)
    except NotFound:
        return _void()
    if page.step not in JOINING_STEPS:
        return _show(page, answers(page.name)), 409
    try:
        return _join_signed_in(place) if page.step == "confirm" else _join_new(place, page)
    except InvalidFields as refusal:
        return _show(page, answers(request.form.get("name", ""), refusal.problems)), 422
    except InvitationUsed:
        return _show(_page(place), answers(page.name)), 409
    except AdminThere:
        return _admin_there(page)


@blueprint.post("/invitation/decline")
@anyone
@limiter.limit(_tries)
def decline() -> Response | str | tuple[str, int]:
    """Say no, with or without a reason; nobody needs an account for that."""
    try:
        place = _place()
        page = _page(place)
    except NotFound:
        return _void()
    if page.step not in OPEN_STEPS:
        return _show(page, answers(page.name)), 409
    with transaction(scope=_inside(place)) as now:
        decline_by_link(place, Declined(request.form.get("reason", "")), now=now)
    session.pop(KEPT, None)
    return render_template("invitation/declined.html", page=page, language_url=url_for("language.choose"))


def _join_new(place: Place, page: InvitationPage) -> Response:
    new = NewUser(page.email, request.form.get("name", ""), page.language)
    agent = request.user_agent.string
    with transaction(scope=_inside(place)) as now:
        user_id = join_as_new(place, new, request.form.get("password", ""), now=now)
        token = start_session(user_id, address=request.remote_addr or "", agent=agent, now=now)
    response = _to_agreement(place)
    cookie.give(response, token)
    return response


def _join_signed_in(place: Place) -> Response:
    actor = current_actor()
    if actor.user_id is None:
        raise NotFound
    with transaction(scope=_inside(place)) as now:
        join(place, actor.user_id, now=now)
    return _to_agreement(place)


def _to_agreement(place: Place) -> Response:
    session.pop(KEPT, None)
    return redirect(url_for("approvals.approvals", workspace_id=place.workspace_id), 303)


def _place() -> Place:
    with reading(Scope()):
        return find_place(session.get(KEPT, ""))


def _page(place: Place) -> InvitationPage:
    with reading(_inside(place)):
        page = invitation_page(place, g.get("person"), has_actor=g.get("actor") is not None, now=clock.now())
    if COOKIE not in request.cookies and g.get("person") is None:
        g.language = page.spoken
    return page


def _inside(place: Place) -> Scope:
    """Return what the holder of a link sees: the one workspace, and the firm that invites into it."""
    return Scope(visible=(place.workspace_id,), acting=place.workspace_id, firms=(place.firm_id,))


def _show(page: InvitationPage, fields: tuple[Field, ...]) -> str:
    return render_template(
        f"invitation/{page.step}.html", page=page, fields=fields, language_url=url_for("language.choose")
    )


def _admin_there(page: InvitationPage) -> tuple[str, int]:
    return render_template("invitation/admin_there.html", page=page, language_url=url_for("language.choose")), 409


def _void() -> tuple[str, int]:
    return render_template("invitation/void.html", language_url=url_for("language.choose")), 404
