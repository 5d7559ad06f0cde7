"""Setting the first second factor up, and keeping recovery codes for the day it is lost."""

from io import BytesIO

import pyotp
import zxingcpp
from flask import redirect, render_template, request, session, url_for
from PIL import Image
from werkzeug.wrappers import Response

from portal.auth import ceremony, cookie
from portal.auth.gate import current_person, half_signed_in
from portal.auth.proving import seal
from portal.edge.transaction import reading, transaction
from portal.web._design.words import say
from portal.web.sign_in.door import blueprint, by_person, inside, limited
from portal.web.sign_in.forms import CodeForm
from tenants.factors.actions.passkeys import WrongPasskey, add_passkey, ask_for_new
from tenants.factors.actions.recovery import make_codes
from tenants.kernel.language import Message
from tenants.kernel.scope import Scope
from tenants.sessions.actions import prove_session
from tenants.sessions.rules import device_of
from tenants.users.actions import SecondFactorSet, WrongCode, set_totp
from tenants.users.queries import get_person

ENROLLING = "totp_secret"
Answer = str | Response | tuple[str, int]


@blueprint.route("/second-step/set-up", methods=["GET", "POST"])
@half_signed_in
@limited(by_person)
def set_up() -> Answer:
    """Offer a passkey, or show a secret to the authenticator app and take its first code as proof."""
    person = current_person()
    if person.has_second_factor:
        return redirect(url_for("sign_in.second_step", after=request.args.get("after")))
    form = CodeForm()
    if not form.validate_on_submit():
        return _show(form)
    try:
        with transaction(scope=Scope(user=person.id)) as now:
            _must_be_first()
            set_totp(person.id, _secret(), form.code.data, seal=seal(), now=now)
            codes = make_codes(person.id, seal=seal(), now=now)
            prove_session(cookie.token() or "", now=now)
    except WrongCode as refusal:
        form.code.errors = [refusal.message]
        return _show(form)
    session.pop(ENROLLING)
    return _codes(codes)


@blueprint.get("/second-step/set-up.png")
@half_signed_in
def set_up_code() -> Response:
    """Draw the secret that is being set up as a QR code."""
    uri = pyotp.TOTP(session.get(ENROLLING, "")).provisioning_uri(name=current_person().email, issuer_name="Samla")
    drawn = zxingcpp.create_barcode(uri, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6)
    picture = BytesIO()
    Image.fromarray(drawn).save(picture, "PNG")
    return Response(picture.getvalue(), content_type="image/png")


@blueprint.post("/second-step/set-up/passkey/question")
@half_signed_in
@limited(by_person)
def ask_for_first_passkey() -> Response:
    """Return the question by which a browser makes a first passkey."""
    person = current_person()
    with reading(Scope(user=person.id)):
        _must_be_first()
        asked = ask_for_new(person, ceremony.party())
    return ceremony.pose("add", asked)


@blueprint.post("/second-step/set-up/passkey")
@half_signed_in
@limited(by_person)
def add_first_passkey() -> Answer:
    """Keep the first passkey as the second factor."""
    person = current_person()
    try:
        question, _asked_at = ceremony.challenge("add")
        name = say(device_of(request.user_agent.string))
        with transaction(scope=Scope(user=person.id)) as now:
            _must_be_first()
            add_passkey(person.id, name, request.form.get("answer", ""), question, ceremony.party(), now=now)
            codes = make_codes(person.id, seal=seal(), now=now)
            prove_session(cookie.token() or "", now=now)
    except WrongPasskey as refusal:
        return _show(CodeForm(formdata=None), refusal.message)
    return _codes(codes)


def _must_be_first() -> None:
    """Refuse to add a factor here beside one that wasn't proven: whoever only knows the password could."""
    if get_person(current_person().id).has_second_factor:
        raise SecondFactorSet


def _secret() -> str:
    secret: str = session.setdefault(ENROLLING, pyotp.random_base32())
    return secret


def _show(form: CodeForm, problem: Message | None = None) -> tuple[str, int]:
    after = request.args.get("after")
    page = render_template("sign_in/set_up.html", form=form, secret=_secret(), problem=problem, after=after)
    return page, 422 if form.errors or problem else 200


def _codes(codes: tuple[str, ...]) -> str:
    return render_template("sign_in/codes.html", codes=codes, next_url=inside(request.args.get("after")))
