"""A person's own sign-in: passkeys, app, recovery codes, sessions."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth import ceremony, cookie
from portal.auth.gate import current_actor, current_person, proven_anew, signed_in
from portal.auth.proving import seal
from portal.edge import clock
from portal.edge.transaction import reading, transaction
from portal.web._design.words import say
from portal.web.account.page import account_page
from portal.web.telling import tell
from tenants.factors.actions.passkeys import add_passkey as keep_passkey
from tenants.factors.actions.passkeys import ask_for_new
from tenants.factors.actions.passkeys import remove_passkey as forget_passkey
from tenants.factors.actions.passkeys import rename_passkey as call_passkey
from tenants.factors.actions.recovery import make_codes
from tenants.factors.queries import codes_left
from tenants.kernel.language import msg
from tenants.kernel.scope import Scope
from tenants.sessions.actions import end_one
from tenants.sessions.actions import end_others as end_all_others
from tenants.sessions.rules import device_of
from tenants.users.actions import remove_totp

blueprint = Blueprint("account", __name__, template_folder="templates")
Answer = str | Response | tuple[str, int]


@blueprint.get("/account")
@signed_in
def account() -> str:
    """Show how the person signs in, and where they are signed in."""
    page = account_page(current_person(), current_actor(), now=clock.now())
    return render_template("account/account.html", page=page)


@blueprint.post("/account/passkeys/question")
@signed_in
def ask_for_passkey() -> Response:
    """Return the question by which a browser makes another passkey."""
    person = current_person()
    with reading(Scope(user=person.id)):
        asked = ask_for_new(person, ceremony.party())
    return ceremony.pose("add", asked)


@blueprint.post("/account/passkeys")
@proven_anew
@signed_in
def add_passkey() -> Answer:
    """Keep a passkey that the browser made; the first second factor comes with recovery codes."""
    person = current_person()
    question, _asked_at = ceremony.challenge("add")
    name = request.form.get("name") or say(device_of(request.user_agent.string))
    with transaction() as now:
        keep_passkey(person.id, name, request.form.get("answer", ""), question, ceremony.party(), now=now)
        codes = None if codes_left(person.id) else make_codes(person.id, seal=seal(), now=now)
    tell(msg("The passkey is kept."))
    return _show_codes(codes) if codes else _back()


@blueprint.post("/account/passkeys/<uuid:passkey_id>/name")
@signed_in
def rename_passkey(passkey_id: UUID) -> Response:
    """Call a passkey something else."""
    with transaction():
        call_passkey(current_person().id, passkey_id, request.form.get("name", ""))
    return _back()


@blueprint.post("/account/passkeys/<uuid:passkey_id>/removal")
@proven_anew
@signed_in
def remove_passkey(passkey_id: UUID) -> Response:
    """Remove a passkey."""
    with transaction():
        forget_passkey(current_person().id, passkey_id, must_keep_one=current_actor().needs_second_factor)
    tell(msg("The passkey is removed."))
    return _back()


@blueprint.post("/account/app/removal")
@proven_anew
@signed_in
def remove_app() -> Response:
    """Forget the authenticator app."""
    with transaction():
        remove_totp(current_person().id, must_keep_one=current_actor().needs_second_factor)
    tell(msg("The authenticator app is removed."))
    return _back()


@blueprint.post("/account/codes")
@proven_anew
@signed_in
def new_codes() -> str:
    """Make ten new recovery codes and show them, once."""
    with transaction() as now:
        codes = make_codes(current_person().id, seal=seal(), now=now)
    return _show_codes(codes)


@blueprint.post("/account/sessions/<uuid:session_id>/end")
@signed_in
def end_session(session_id: UUID) -> Response:
    """Sign one other browser out; its next request finds the door closed."""
    with transaction() as now:
        end_one(current_person().id, session_id, now=now)
    tell(msg("That browser is signed out."))
    return _back()


@blueprint.post("/account/sessions/end-others")
@signed_in
def end_others() -> Response:
    """Sign every other browser out."""
    with transaction() as now:
        end_all_others(current_person().id, cookie.token() or "", now=now)
    tell(msg("You are signed out everywhere else."))
    return _back()


def _show_codes(codes: tuple[str, ...]) -> str:
    return render_template("sign_in/codes.html", codes=codes, next_url=url_for("account.account"))


def _back() -> Response:
    return redirect(url_for("account.account"), 303)
