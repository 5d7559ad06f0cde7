"""A person's own sign-in: passkeys, app, recovery codes, sessions, and who else mustn't touch them."""

import re

import pyotp
import pytest
from factories.authenticator import Authenticator
from factories.cast import Cast, Member
from factories.forms import post, token_of
from flask import Flask
from flask.testing import FlaskClient

from portal.edge.transaction import reading, transaction
from tenants.factors.queries import passkey_rows
from tenants.kernel.scope import Scope
from tenants.sessions.queries import session_rows
from tenants.users.queries import get_person

CODE = re.compile(r"(?<![\w-])[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}(?![\w-])")  # no part of an id


def add_passkey(client: FlaskClient, device: Authenticator) -> str:
    """Make a passkey on the account page, and return the page that follows."""
    token = token_of(client)
    asked = client.post("/account/passkeys/question", headers={"X-CSRFToken": token}).get_data(as_text=True)
    return post(client, "/account/passkeys", {"answer": device.make(asked)}).get_data(as_text=True)


class TestAccount:
    """The page and what it does."""

    def test_shows_nothing_of_anybody_else(self, app: Flask, cast: Cast) -> None:
        add_passkey(cast.alice.browser(), Authenticator())
        page = cast.charlie.browser().get("/account").get_data(as_text=True)
        assert "charlie@charlie.example" in page
        assert "alice" not in page.lower()

    def test_shows_ten_recovery_codes_once_with_the_first_factor(self, app: Flask, cast: Cast) -> None:
        client = cast.bob.browser()
        assert len(CODE.findall(add_passkey(client, Authenticator()))) == 10
        assert not CODE.findall(add_passkey(client, Authenticator()))
        page = client.get("/account").get_data(as_text=True)
        assert "10 codes are left." in page
        assert not CODE.findall(page)

    def test_names_and_removes_passkeys_but_never_the_last(self, app: Flask, cast: Cast) -> None:
        client = cast.bob.browser()
        for _ in range(2):
            add_passkey(client, Authenticator())
        with reading(Scope(user=cast.bob.user_id)):
            first, second = (row.id for row in passkey_rows(cast.bob.user_id))
        post(client, f"/account/passkeys/{first}/name", {"name": "Key ring"})
        assert "Key ring" in client.get("/account").get_data(as_text=True)
        assert post(client, f"/account/passkeys/{first}/removal").status_code == 303
        answer = post(client, f"/account/passkeys/{second}/removal")
        assert answer.status_code == 409
        assert "This is your last second factor" in answer.get_data(as_text=True)

    def test_sets_an_app_up_beside_and_removes_it(self, app: Flask, cast: Cast) -> None:
        client = cast.bob.browser()
        add_passkey(client, Authenticator())
        client.get("/account/app")
        with client.session_transaction() as session:
            secret = session["totp_secret"]
        assert post(client, "/account/app", {"code": "000000"}).status_code == 422
        assert post(client, "/account/app", {"code": pyotp.TOTP(secret).now()}).status_code == 303
        with reading(Scope()):
            assert get_person(cast.bob.user_id).has_totp
        assert post(client, "/account/app/removal").status_code == 303
        with reading(Scope()):
            assert not get_person(cast.bob.user_id).has_totp

    def test_makes_new_recovery_codes(self, app: Flask, cast: Cast) -> None:
        client = cast.bob.browser()
        first = CODE.findall(add_passkey(client, Authenticator()))
        second = CODE.findall(post(client, "/account/codes").get_data(as_text=True))
        assert len(second) == 10
        assert not set(first) & set(second)


class TestSessions:
    """Where one is signed in."""

    def sessions(self, member: Member) -> list[str]:
        with transaction(scope=Scope()) as now:
            return [str(row.id) for row in session_rows(member.user_id, "", now=now)]

    def test_signs_another_browser_out_at_its_next_request(self, app: Flask, cast: Cast) -> None:
        lost, mine = cast.bob.browser(), cast.bob.browser()
        page = mine.get("/account").get_data(as_text=True)
        (other,) = re.findall(r"/account/sessions/([0-9a-f-]{36})/end", page)
        assert lost.get("/account").status_code == 200
        assert post(mine, f"/account/sessions/{other}/end").status_code == 303
        assert lost.get("/account").headers["Location"].startswith("/sign-in")
        assert mine.get("/account").status_code == 200

    def test_signs_every_other_browser_out(self, app: Flask, cast: Cast) -> None:
        lost, mine = [cast.bob.browser() for _ in range(3)], cast.bob.browser()
        post(mine, "/account/sessions/end-others")
        assert [client.get("/account").status_code for client in lost] == [302] * 3
        assert mine.get("/account").status_code == 200

    def test_reaches_no_session_of_somebody_else(self, app: Flask, cast: Cast) -> None:
        theirs = cast.dora.browser()
        (session_id,) = self.sessions(cast.dora)
        assert post(cast.bob.browser(), f"/account/sessions/{session_id}/end").status_code == 404
        assert theirs.get("/account").status_code == 200


@pytest.mark.parametrize("path", ["/account", "/account/app"])
def test_is_only_for_who_is_signed_in(app: Flask, path: str) -> None:
    assert app.test_client().get(path).headers["Location"].startswith("/sign-in")
