"""The sign-in pages: address and password, or a passkey alone."""

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from portal.auth import ceremony, cookie
from portal.auth.gate import anyone, half_signed_in
from portal.edge.transaction import transaction
from portal.web.sign_in import elsewhere, enrolling, joining, second_step
from portal.web.sign_in.door import blueprint, let_in, limited
from portal.web.sign_in.forms import SignInForm
from tenants.factors.actions.passkeys import WrongPasskey, ask_for_proof, check_passkey, claimed_by
from tenants.identities.queries import signs_in_by_provider_only
from tenants.kernel.ids import UserId
from tenants.kernel.language import Message
from tenants.kernel.refusals import Conflict, Invalid
from tenants.kernel.scope import Scope
from tenants.sessions.actions import end_session
from tenants.users.actions import WrongPassword, check_password

__all__ = ["blueprint", "elsewhere", "enrolling", "joining", "second_step"]
Answer = str | Response | tuple[str, int]


class FirmSignsIn(Conflict):
    """Your firm wants you to sign in with its own account. Use the button below."""


def _must_not_be_closed(user_id: UserId) -> None:
    if signs_in_by_provider_only(user_id):
        raise FirmSignsIn


def _by_address() -> str:
    return request.form.get("email", "").strip().lower()


@blueprint.route("/sign-in", methods=["GET", "POST"])
@anyone
@limited()
@limited(_by_address)
def sign_in() -> Answer:
    """Ask for address and password."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _show(form)
    try:
        with transaction(scope=Scope()):
            user_id = check_password(form.email.data, form.password.data)
            _must_not_be_closed(user_id)
    except (WrongPassword, FirmSignsIn) as refusal:
        form.password.errors = [refusal.message]
        return _show(form)
    return let_in(user_id)


@blueprint.post("/sign-in/passkey/question")
@anyone
@limited()
def ask_to_enter() -> Response:
    """Return the question that any passkey of ours may answer."""
    return ceremony.pose("enter", ask_for_proof(ceremony.party()))


@blueprint.post("/sign-in/passkey")
@anyone
@limited()
def enter_by_passkey() -> Answer:
    """Let in whoever holds a passkey: the device has checked the person, so it is both steps in one."""
    answer = request.form.get("answer", "")
    try:
        question, asked_at = ceremony.challenge("enter")
        user_id = claimed_by(answer)
        with transaction(scope=Scope(user=user_id)) as now:
            check_passkey(user_id, answer, question, asked_at, ceremony.party(), now=now)
            _must_not_be_closed(user_id)
    except FirmSignsIn as refusal:
        return _show(SignInForm(formdata=None), refusal.message)
    except Invalid:
        return _show(SignInForm(formdata=None), WrongPasskey().message)
    return let_in(user_id, proven=True)


@blueprint.post("/sign-out")
@half_signed_in
def sign_out() -> Response:
    """End the session."""
    with transaction(scope=Scope()) as now:
        end_session(cookie.token() or "", now=now)
    session.clear()
    response = redirect(url_for("sign_in.sign_in"))
    cookie.take_away(response)
    return response


def _show(form: SignInForm, problem: Message | None = None) -> tuple[str, int]:
    page = render_template("sign_in/sign_in.html", form=form, problem=problem, after=request.args.get("after"))
    return page, 422 if form.errors or problem else 200
