"""Setting an authenticator app up beside a passkey."""

import pyotp
from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_person, proven_anew, signed_in
from portal.auth.proving import seal
from portal.edge.transaction import transaction
from portal.web._design import Field
from portal.web.account.routes import blueprint
from portal.web.telling import tell
from tenants.factors.actions.recovery import make_codes
from tenants.factors.queries import codes_left
from tenants.kernel.language import Message, msg
from tenants.users.actions import SecondFactorSet, WrongCode, set_totp

__all__ = ["blueprint"]
ENROLLING = "totp_secret"  # as the sign-in pages call it, which draw the secret
Answer = str | Response | tuple[str, int]


@blueprint.get("/account/app")
@signed_in
def set_up_app() -> Answer:
    """Show a secret to the authenticator app."""
    return _show() if not current_person().has_totp else redirect(url_for("account.account"))


@blueprint.post("/account/app")
@proven_anew
@signed_in
def keep_app() -> Answer:
    """Take the app's first code as proof that it has the secret."""
    person = current_person()
    try:
        with transaction() as now:
            set_totp(person.id, _secret(), request.form.get("code", ""), seal=seal(), now=now)
            codes = None if codes_left(person.id) else make_codes(person.id, seal=seal(), now=now)
    except WrongCode as refusal:
        return _show(refusal.message), 422
    except SecondFactorSet:
        codes = None
    session.pop(ENROLLING, None)
    tell(msg("The authenticator app is set up."))
    if codes:
        return render_template("sign_in/codes.html", codes=codes, next_url=url_for("account.account"))
    return redirect(url_for("account.account"), 303)


def _secret() -> str:
    secret: str = session.setdefault(ENROLLING, pyotp.random_base32())
    return secret


def _show(problem: Message | None = None) -> str:
    errors = (problem,) if problem else ()
    code = Field(
        name="code",
        label=msg("Six-digit code"),
        required=True,
        errors=errors,
        autocomplete="one-time-code",
        maxlength=12,
    )
    return render_template("account/app.html", field=code, secret=_secret())
