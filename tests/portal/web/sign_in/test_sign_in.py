"""Signing in: password, second step for staff, and nothing told to those who guess."""

import re
from datetime import datetime

import pyotp
import pytest
from factories.cast import PASSWORD, Cast
from factories.forms import post, token_of
from flask import Flask

from portal.edge.transaction import transaction
from tenants.kernel.db import db
from tenants.kernel.scope import Scope
from tenants.sessions.actions import end_sessions_of, prove_session, start_session
from tenants.users.actions import WrongCode, check_totp

CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


class TestSignIn:
    """The first step."""

    def test_lets_a_client_in_with_the_right_password(self, app: Flask, cast: Cast) -> None:
        client = app.test_client()
        answer = post(client, "/sign-in", {"email": "Bob@bob.example", "password": PASSWORD})
        assert answer.status_code == 302
        cookie = answer.headers.get_all("Set-Cookie")
        assert any(c.startswith("samla=") and "HttpOnly" in c and "SameSite=Lax" in c for c in cookie)

    @pytest.mark.parametrize("email", ["bob@bob.example", "nobody@nowhere.example"])
    def test_tells_nobody_which_of_both_was_wrong(self, app: Flask, cast: Cast, email: str) -> None:
        answer = post(app.test_client(), "/sign-in", {"email": email, "password": "wrong"})
        assert answer.status_code == 422
        assert "The e-mail address or the password isn&#39;t right." in answer.get_data(as_text=True)

    def test_refuses_a_form_without_token(self, app: Flask, cast: Cast) -> None:
        answer = app.test_client().post("/sign-in", data={"email": "bob@bob.example", "password": PASSWORD})
        assert answer.status_code == 400

    def test_refuses_what_another_site_sends(self, app: Flask, cast: Cast) -> None:
        client = app.test_client()
        data = {"email": "bob@bob.example", "password": PASSWORD, "csrf_token": token_of(client)}
        answer = client.post("/sign-in", data=data, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403

    @pytest.mark.parametrize("after", ["https://evil.example/", "//evil.example", "/\\evil.example"])
    def test_goes_on_to_no_other_site(self, app: Flask, cast: Cast, after: str) -> None:
        data = {"email": "bob@bob.example", "password": PASSWORD}
        answer = post(app.test_client(), f"/sign-in?after={after}", data)
        assert answer.headers["Location"] == "/"


class TestSecondStep:
    """The staff of a firm give a code as well."""

    def test_keeps_staff_out_until_the_code_is_given(self, app: Flask, cast: Cast) -> None:
        client = app.test_client()
        post(client, "/sign-in", {"email": "alice@alice.example", "password": PASSWORD})
        answer = client.get(f"/w/{cast.kuusi.workspace_id}/audit")
        assert answer.status_code in {302, 404}
        assert client.get("/clients/switch").headers["Location"] == "/second-step?after=/clients/switch"

    def test_sets_the_app_up_and_takes_each_code_once(self, app: Flask, cast: Cast) -> None:
        client = app.test_client()
        post(client, "/sign-in", {"email": "alice@alice.example", "password": PASSWORD})
        assert client.get("/second-step").headers["Location"] == "/second-step/set-up"
        client.get("/second-step/set-up")
        assert client.get("/second-step/set-up.png").data.startswith(b"\x89PNG")
        with client.session_transaction() as session:
            secret = session["totp_secret"]
        code = pyotp.TOTP(secret).now()
        assert post(client, "/second-step/set-up", {"code": "000000"}).status_code == 422
        kept = post(client, "/second-step/set-up", {"code": code}).get_data(as_text=True)
        assert len(CODE.findall(kept)) == 10
        assert client.get("/clients/switch").status_code == 200
        seal = app.extensions["samla_seal"]
        with pytest.raises(WrongCode), transaction(scope=Scope()) as now:
            check_totp(cast.alice.user_id, code, seal=seal, now=now)


class TestSessions:
    """A session ends when it is ended, idle or old."""

    def test_ends_at_sign_out(self, cast: Cast) -> None:
        client = cast.bob.browser()
        assert client.get("/clients/switch").status_code == 200
        post(client, "/sign-out")
        assert client.get("/clients/switch").status_code == 302

    def test_ends_everywhere_at_once(self, cast: Cast) -> None:
        client = cast.bob.browser()
        with transaction(scope=Scope()) as now:
            end_sessions_of(cast.bob.user_id, now=now)
        assert client.get("/clients/switch").status_code == 302

    @pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 302)])
    def test_ends_after_an_idle_hour(self, app: Flask, cast: Cast, minutes: int, status: int) -> None:
        with transaction(scope=Scope()) as now:
            then = datetime.fromtimestamp(now.timestamp() - minutes * 60, tz=now.tzinfo)
            token = start_session(cast.bob.user_id, address="", agent="", now=then)
            db.session.flush()
            prove_session(token, now=then)
        client = app.test_client()
        client.set_cookie("samla", token)
        assert client.get("/clients/switch").status_code == status

    def test_knows_no_made_up_token(self, app: Flask, cast: Cast) -> None:
        client = app.test_client()
        client.set_cookie("samla", "made-up")
        assert client.get("/clients/switch").status_code == 302
