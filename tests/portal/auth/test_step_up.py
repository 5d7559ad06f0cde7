"""Proving anew: asked after ten minutes, before what needs it, and nothing typed is lost."""

import html
import re
from datetime import timedelta
from io import BytesIO

import pyotp
import pytest
from factories.cast import PASSWORD, Cast, Member
from factories.forms import post, token_of
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from billing.seller.queries import find_seller
from portal.edge.clock import real_clock, set_clock
from portal.edge.transaction import transaction
from tenants.kernel.scope import Scope
from tenants.users.actions import set_totp

HELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
SECRET = "JBSWY3DPEHPK3PXP" * 2
FORM = {
    "street": "Savikuja 6", "postal_code": "06100", "city": "Porvoo", "email": "laskut@kuusi.example",
    "language": "fi", "currency": "EUR", "iban": "FI21 1234 5600 0007 85", "reference_kind": "fi",
    "payment_days": "14", "accent": "#1f4e79", "trading_name": 'Kuusi "&" <b>',
}  # fmt: skip


def late(app: Flask, member: Member, minutes: int) -> FlaskClient:
    """Return a browser of somebody who proved themselves some minutes ago."""
    client = member.browser()
    set_clock(app, lambda: real_clock() + timedelta(minutes=minutes))
    return client


def with_app(app: Flask, member: Member) -> None:
    """Give somebody an authenticator app."""
    with transaction(scope=Scope()) as now:
        code = pyotp.TOTP(SECRET).at(int(now.timestamp()) - 30)
        set_totp(member.user_id, SECRET, code, seal=app.extensions["samla_seal"], now=now)


def held(page: str) -> dict[str, str]:
    """Return what a page that asks holds in hidden fields."""
    return {name: html.unescape(value) for name, value in HELD.findall(page)}


def saved(cast: Cast) -> str | None:
    with cast.bob.acting():
        seller = find_seller(cast.kuusi.workspace_id)
        return seller.trading_name if seller else None


class TestHold:
    """The gate, before a bank account is changed."""

    @pytest.mark.parametrize(("minutes", "status"), [(9, 303), (11, 403)])
    def test_asks_once_the_proof_is_ten_minutes_old(self, app: Flask, cast: Cast, minutes: int, status: int) -> None:
        client = late(app, cast.bob, minutes)
        answer = post(client, f"/w/{cast.kuusi.workspace_id}/settings", FORM)
        assert answer.status_code == status
        assert (saved(cast) is None) is (status == 403)

    def test_asks_for_nothing_to_read(self, app: Flask, cast: Cast) -> None:
        client = late(app, cast.bob, 30)
        assert client.get(f"/w/{cast.kuusi.workspace_id}/settings").status_code == 200

    def test_carries_out_what_was_typed_with_the_right_code(self, app: Flask, cast: Cast) -> None:
        with_app(app, cast.bob)
        client, url = late(app, cast.bob, 30), f"/w/{cast.kuusi.workspace_id}/settings"
        fields = held(post(client, url, FORM).get_data(as_text=True))
        assert {name: fields[name] for name in FORM} == FORM
        wrong = client.post(url, data={**fields, "proof_code": "000000"})
        assert wrong.status_code == 422
        fields = held(wrong.get_data(as_text=True))
        code = pyotp.TOTP(SECRET).at(real_clock() + timedelta(minutes=30))
        assert client.post(url, data={**fields, "proof_code": code}).status_code == 303
        assert saved(cast) == FORM["trading_name"]
        assert post(client, url, FORM).status_code == 303

    def test_keeps_a_file_that_was_chosen(self, app: Flask, cast: Cast) -> None:
        client, url = late(app, cast.bob, 30), f"/w/{cast.kuusi.workspace_id}/settings"
        picture = BytesIO()
        Image.new("RGB", (40, 20), "navy").save(picture, "PNG")
        picture.seek(0)
        data = {**FORM, "csrf_token": token_of(client), "logo": (picture, "logo.png")}
        page = client.post(url, data=data, content_type="multipart/form-data").get_data(as_text=True)
        assert client.post(url, data={**held(page), "proof_password": PASSWORD}).status_code == 303
        assert client.get(f"{url}/logo").data.startswith(b"\x89PNG")

    def test_takes_no_password_from_who_has_more(self, app: Flask, cast: Cast) -> None:
        with_app(app, cast.bob)
        client, url = late(app, cast.bob, 30), f"/w/{cast.kuusi.workspace_id}/settings"
        fields = held(post(client, url, FORM).get_data(as_text=True))
        assert client.post(url, data={**fields, "proof_password": PASSWORD}).status_code == 422

    def test_stays_closed_to_strangers_and_does_not_ask_them(self, app: Flask, cast: Cast) -> None:
        client = late(app, cast.dora, 30)
        answer = post(client, f"/w/{cast.kuusi.workspace_id}/settings", FORM)
        assert answer.status_code == 404

    def test_limits_how_often_one_may_guess(self, app: Flask, cast: Cast) -> None:
        object.__setattr__(app.extensions["samla_config"], "sign_ins_per_minute", 2)
        with_app(app, cast.bob)
        client, url = late(app, cast.bob, 30), f"/w/{cast.kuusi.workspace_id}/settings"
        fields = {**FORM, "csrf_token": token_of(client), "proof_code": "000000"}
        assert [client.post(url, data=fields).status_code for _ in range(3)] == [422, 422, 429]
