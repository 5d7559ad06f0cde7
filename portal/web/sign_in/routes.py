"""The sign-in pages."""

from io import BytesIO
from urllib.parse import urlsplit

import pyotp
import zxingcpp
from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from PIL import Image
from werkzeug.wrappers import Response

from portal.auth import cookie
from portal.auth.gate import anyone, current_person, half_signed_in
from portal.config import Config
from portal.edge.limits import limiter
from portal.edge.transaction import transaction
from portal.web.sign_in.forms import CodeForm, SignInForm
from tenants.kernel.scope import Scope
from tenants.secrets.sealing import Seal
from tenants.sessions.actions import end_session, prove_session, start_session
from tenants.users.actions import WrongCode, WrongPassword, check_password, check_totp, set_totp

blueprint = Blueprint("sign_in", __name__, template_folder="templates")
ENROLLING = "totp_secret"


def _tries() -> str:
    config: Config = current_app.extensions["samla_config"]
    return f"{config.sign_ins_per_minute} per minute"


def _by_address() -> str:
    return request.form.get("email", "").strip().lower()


@blueprint.route("/sign-in", methods=["GET", "POST"])
@anyone
@limiter.limit(_tries, methods=["POST"])
@limiter.limit(_tries, methods=["POST"], key_func=_by_address)
def sign_in() -> str | Response | tuple[str, int]:
    """Ask for address and password."""
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("sign_in/sign_in.html", form=form), 422 if form.errors else 200
    try:
        with transaction(scope=Scope()) as now:
            user_id = check_password(form.email.data, form.password.data)
            token = start_session(user_id, address=request.remote_addr or "", agent=request.user_agent.string, now=now)
    except WrongPassword as refusal:
        form.password.errors = [refusal.message]
        return render_template("sign_in/sign_in.html", form=form), 422
    response = redirect(_inside(request.args.get("after")))
    cookie.give(response, token)
    return response


@blueprint.route("/second-step", methods=["GET", "POST"])
@half_signed_in
@limiter.limit(_tries, methods=["POST"])
def second_step() -> str | Response | tuple[str, int]:
    """Ask for a code of the authenticator app, or set the app up first."""
    if not current_person().has_totp:
        return redirect(url_for("sign_in.set_up"))
    form = CodeForm()
    if form.validate_on_submit():
        try:
            with transaction(scope=Scope()) as now:
                check_totp(current_person().id, form.code.data, seal=_seal(), now=now)
                prove_session(cookie.token() or "", now=now)
            return redirect("/")
        except WrongCode as refusal:
            form.code.errors = [refusal.message]
    return render_template("sign_in/second_step.html", form=form), 422 if form.errors else 200


@blueprint.route("/second-step/set-up", methods=["GET", "POST"])
@half_signed_in
@limiter.limit(_tries, methods=["POST"])
def set_up() -> str | Response | tuple[str, int]:
    """Show a secret to the authenticator app, and take its first code as proof."""
    if current_person().has_totp:
        return redirect(url_for("sign_in.second_step"))
    secret = session.setdefault(ENROLLING, pyotp.random_base32())
    form = CodeForm()
    if form.validate_on_submit():
        try:
            with transaction(scope=Scope()) as now:
                set_totp(current_person().id, secret, form.code.data, seal=_seal(), now=now)
                prove_session(cookie.token() or "", now=now)
            session.pop(ENROLLING)
            return redirect("/")
        except WrongCode as refusal:
            form.code.errors = [refusal.message]
    return render_template("sign_in/set_up.html", form=form, secret=secret), 422 if form.errors else 200


@blueprint.get("/second-step/set-up.png")
@half_signed_in
def set_up_code() -> Response:
    """Draw the secret that is being set up as a QR code."""
    uri = pyotp.TOTP(session.get(ENROLLING, "")).provisioning_uri(name=current_person().email, issuer_name="Samla")
    drawn = zxingcpp.create_barcode(uri, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6)
    picture = BytesIO()
    Image.fromarray(drawn).save(picture, "PNG")
    return Response(picture.getvalue(), content_type="image/png")


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


def _seal() -> Seal:
    seal: Seal = current_app.extensions["samla_seal"]
    return seal


def _inside(after: str | None) -> str:
    """Return where to go on: a path of our own, never another site."""
    parts = urlsplit(after or "/")
    inside = not parts.scheme and not parts.netloc and (after or "").startswith("/") and "\\" not in (after or "")
    return after if after and inside and not after.startswith("//") else "/"
