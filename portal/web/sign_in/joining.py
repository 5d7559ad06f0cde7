"""From the link in the mail to a person on a firm's staff, once: with a password, an account, or the firm's sign-in."""

from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID, uuid4

from flask import g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from portal.auth import cookie
from portal.auth.gate import anyone, current_actor
from portal.auth.openid import flow
from portal.auth.openid.refusals import NotAsked
from portal.auth.openid.tokens import Vouched
from portal.edge import clock
from portal.edge.limits import limiter
from portal.edge.transaction import reading, transaction
from portal.web._design import Field
from portal.web._design.words import reader_language
from portal.web.roles import FIRM_ROLES
from portal.web.sign_in.door import blueprint, let_in, limited, tries
from portal.web.telling import tell
from tenants.firms.queries import FirmFacts, get_firm
from tenants.identities.queries import ProviderFacts, find_provider
from tenants.kernel.ids import UserId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Conflict, InvalidFields, NotFound, Problem
from tenants.kernel.scope import Scope
from tenants.sessions.actions import start_session
from tenants.staffing.actions import (
    Known,
    StaffPlace,
    find_staff_place,
    join_staff,
    join_staff_as_new,
    join_staff_by_provider,
)
from tenants.staffing.queries import StaffInvitationFacts, get_staff_invitation
from tenants.users.actions import NewUser
from tenants.users.queries import find_person_by_email
from tenants.users.rules import SHORTEST

KEPT = "staff_invitation"
Answer = str | Response | tuple[str, int]
# What the page asks for: a way to sign in, an account first, a yes; or nothing, and why.
Step = Literal["new", "sign_in", "confirm", "other_person", "used", "over"]
GREETING = msg("You are on the staff of %(firm)s now.")


@dataclass(frozen=True, slots=True)
class JoiningPage:
    """Who invites whom to what, and what is asked now; `provider` is where the firm's people sign in."""

    step: Step
    firm: FirmFacts
    invitation: StaffInvitationFacts
    provider: ProviderFacts | None
    signed_in_as: str

    @property
    def role(self) -> Message:
        """Return the role in words."""
        return FIRM_ROLES[self.invitation.role]

    @property
    def takes_passwords(self) -> bool:
        """Return whether a new person may choose a password."""
        return self.provider is None or self.provider.passwords_stay


@blueprint.get("/staff/<token>")
@anyone
@limiter.limit(tries)
def join_opened(token: str) -> Response | tuple[str, int]:
    """Put the link's secret into the form session, so that no later address carries it."""
    try:
        with reading(Scope()):
            find_staff_place(token)
    except NotFound:
        session.pop(KEPT, None)
        return _void()
    session[KEPT] = token
    return redirect(url_for("sign_in.join"), 303)


@blueprint.get("/staff")
@anyone
def join() -> Answer:
    """Show which firm invites whom, and what to do."""
    try:
        page = _page(_place())
    except NotFound:
        return _void()
    return _show(page, page.invitation.name)


@blueprint.post("/staff")
@anyone
@limited()
def join_now() -> Answer:
    """Join: as a new person with a password, or as the person who is signed in with that address."""
    try:
        place = _place()
        page = _page(place)
    except NotFound:
        return _void()
    name = request.form.get("name", "")
    try:
        if page.step == "confirm":
            return _join_signed_in(place, page)
        if page.step == "new" and page.takes_passwords:
            return _join_new(place, page, name)
    except InvalidFields as refusal:
        return _show(page, name, refusal.problems), 422
    except Conflict:
        page = _page(place)
    return _show(page, name), 409


@blueprint.get("/staff/firm")
@anyone
def join_elsewhere() -> Answer:
    """Show which service a new person is about to be sent to, and the link there."""
    try:
        page = _page(_place())
    except NotFound:
        return _void()
    if page.provider is None or page.step != "new":
        return redirect(url_for("sign_in.join"), 303)
    address = flow.leave(page.provider, "join")
    return render_template("sign_in/elsewhere.html", issuer=page.provider.issuer, address=address)


def joined_by_provider(facts: ProviderFacts, vouched: Vouched) -> Response:
    """Put whom the firm's service vouches for on its staff, who left from here with the link of an invitation."""
    place = _place()
    if place.firm_id != facts.firm_id:
        raise NotAsked
    fresh = UserId(uuid4())
    with transaction(scope=replace(_inside(place), user=fresh)) as now:
        known = Known(vouched.issuer, vouched.subject, vouched.email)
        user_id = join_staff_by_provider(place, fresh, known, now=now)
    session.pop(KEPT, None)
    return let_in(user_id)


def _join_new(place: StaffPlace, page: JoiningPage, name: str) -> Response:
    new = NewUser(page.invitation.email, name, reader_language())
    with transaction(scope=_inside(place)) as now:
        user_id = join_staff_as_new(place, new, request.form.get("password", ""), now=now)
        token = start_session(user_id, address=request.remote_addr or "", agent=request.user_agent.string, now=now)
    response = _go_on(page)
    cookie.give(response, token)
    return response


def _join_signed_in(place: StaffPlace, page: JoiningPage) -> Response:
    user_id = current_actor().user_id
    if user_id is None:
        raise NotFound
    with transaction(scope=_inside(place)) as now:
        join_staff(place, user_id, now=now)
    return _go_on(page)


def _go_on(page: JoiningPage) -> Response:
    session.pop(KEPT, None)
    tell(Message(GREETING.id, {"firm": page.firm.name}))
    return redirect("/", 303)


def _place() -> StaffPlace:
    with reading(Scope()):
        return find_staff_place(session.get(KEPT, ""))


def _page(place: StaffPlace) -> JoiningPage:
    person = g.get("person")
    with reading(_inside(place)):
        invitation = get_staff_invitation(place.firm_id, place.id, now=clock.now())
        return JoiningPage(
            step=_step(invitation, person.email if person else "", proven=g.get("actor") is not None),
            firm=get_firm(place.firm_id),
            invitation=invitation,
            provider=find_provider(place.firm_id),
            signed_in_as=person.email if person else "",
        )


def _step(invitation: StaffInvitationFacts, email: str, *, proven: bool) -> Step:
    if invitation.state == "used":
        return "used"
    if invitation.state != "open":
        return "over"
    if email and email != invitation.email:
        return "other_person"
    if email and proven:
        return "confirm"
    return "sign_in" if email or find_person_by_email(invitation.email) else "new"


def _inside(place: StaffPlace) -> Scope:
    """Return what the holder of a link sees: the firm that invites."""
    firm_id: UUID = place.firm_id
    return Scope(firms=(firm_id,), firm=firm_id)


def _show(page: JoiningPage, name: str, problems: tuple[Problem, ...] = ()) -> str:
    wrong = {problem.field: (problem.message,) for problem in problems}
    hint = msg("At least %(n)s characters; a few words in a row are easy to remember.", n=SHORTEST)
    fields = (
        Field(name="name", label=msg("Your name"), value=name, required=True, autocomplete="name", maxlength=200),
        Field(
            name="password", label=msg("Choose a password"), kind="password", hint=hint, required=True,
            autocomplete="new-password", maxlength=256,
        ),
    )  # fmt: skip
    shown = tuple(replace(field, errors=wrong.get(field.name, ())) for field in fields)
    return render_template("sign_in/joining.html", page=page, fields=shown, language_url=url_for("language.choose"))


def _void() -> tuple[str, int]:
    return render_template("sign_in/joining_void.html", language_url=url_for("language.choose")), 404
