"""The second step with passkeys and recovery codes, signing in by passkey alone, and what is told by mail."""

import re

import pyotp
import pytest
from factories.authenticator import Authenticator
from factories.cast import PASSWORD, Cast, Member
from factories.forms import post, token_of
from factories.installation import Installation, installation_config
from factories.sink import mail_sink
from flask import Flask
from flask.testing import FlaskClient

from portal.app import create_app
from portal.edge.transaction import transaction
from portal.jobs.registry import HANDLERS
from portal.jobs.work import perform_in
from tenants.factors.actions.recovery import make_codes
from tenants.kernel.outbox.tasks import sweep
from tenants.kernel.scope import Scope
from tenants.users.queries import get_person

CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


def half(app: Flask, name: str, agent: str = "test") -> FlaskClient:
    """Return a browser in which the password was given."""
    client = app.test_client()
    data = {"email": f"{name}@{name}.example", "password": PASSWORD}
    assert post(client, "/sign-in", data, headers={"User-Agent": agent}).status_code == 302
    return client


def question(client: FlaskClient, url: str) -> str:
    answer = client.post(url, headers={"X-CSRFToken": token_of(client)})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def enrolled(app: Flask, name: str) -> tuple[Authenticator, list[str]]:
    """Have somebody make their first passkey; return it and the recovery codes they were shown."""
    client, device = half(app, name), Authenticator()
    asked = question(client, "/second-step/set-up/passkey/question")
    shown = post(client, "/second-step/set-up/passkey?after=/account", {"answer": device.make(asked)})
    page = shown.get_data(as_text=True)
    assert 'href="/account"' in page
    return device, CODE.findall(page)


class TestEnrolling:
    """A second factor is compulsory for staff and for admins."""

    @pytest.mark.parametrize("name", ["alice", "bob"])
    def test_comes_before_anything_else(self, app: Flask, cast: Cast, name: str) -> None:
        client = half(app, name)
        answer = client.get("/account")
        assert answer.headers["Location"] == "/second-step?after=/account"
        answer = client.get(answer.headers["Location"])
        assert answer.headers["Location"] == "/second-step/set-up?after=/account"
        assert client.get(answer.headers["Location"]).status_code == 200

    def test_by_passkey_opens_the_door_and_shows_ten_codes(self, app: Flask, cast: Cast) -> None:
        _device, codes = enrolled(app, "bob")
        assert len(codes) == 10

    def test_adds_nothing_beside_a_factor_that_was_not_proven(self, app: Flask, cast: Cast) -> None:
        enrolled(app, "bob")
        thief = half(app, "bob")
        answer = thief.post("/second-step/set-up/passkey/question", headers={"X-CSRFToken": token_of(thief)})
        assert answer.status_code == 409
        assert thief.get("/second-step/set-up").headers["Location"].startswith("/second-step")
        assert thief.get("/account").status_code == 302


class TestSecondStep:
    """After the password."""

    def test_takes_a_passkey(self, app: Flask, cast: Cast) -> None:
        device, _codes = enrolled(app, "bob")
        client = half(app, "bob")
        answer = device.prove(question(client, "/second-step/passkey/question"))
        assert post(client, "/second-step?after=/account", {"proof_passkey": answer}).headers["Location"] == "/account"
        assert client.get("/account").status_code == 200

    def test_takes_a_recovery_code_once(self, app: Flask, cast: Cast) -> None:
        _device, codes = enrolled(app, "bob")
        assert post(half(app, "bob"), "/second-step", {"proof_recovery": codes[0]}).status_code == 302
        assert post(half(app, "bob"), "/second-step", {"proof_recovery": codes[0]}).status_code == 422

    @pytest.mark.parametrize(
        "proof", [{}, {"proof_password": PASSWORD}, {"proof_code": "000000"}, {"proof_passkey": "x"}]
    )
    def test_takes_nothing_less(self, app: Flask, cast: Cast, proof: dict[str, str]) -> None:
        enrolled(app, "bob")
        client = half(app, "bob")
        assert post(client, "/second-step", proof).status_code == 422
        assert client.get("/account").status_code == 302


class TestPasskeyAlone:
    """Signing in without a password."""

    def enter(self, app: Flask, device: Authenticator) -> tuple[FlaskClient, int]:
        client = app.test_client()
        answer = device.prove(question(client, "/sign-in/passkey/question"))
        return client, post(client, "/sign-in/passkey?after=/account", {"answer": answer}).status_code

    def test_is_both_steps_in_one(self, app: Flask, cast: Cast) -> None:
        device, _codes = enrolled(app, "alice")
        client, status = self.enter(app, device)
        assert status == 302
        assert client.get("/account").status_code == 200

    def test_lets_nobody_in_with_a_key_of_their_own(self, app: Flask, cast: Cast) -> None:
        device, _codes = enrolled(app, "alice")
        forged = Authenticator(credential=device.credential, handle=device.handle)
        client, status = self.enter(app, forged)
        assert status == 422
        assert client.get("/account").status_code == 302

    def test_names_nobody_by_another_handle(self, app: Flask, cast: Cast) -> None:
        device, _codes = enrolled(app, "bob")
        device.handle = cast.alice.user_id.bytes
        assert self.enter(app, device)[1] == 422

    def test_needs_a_question_that_was_asked(self, app: Flask, cast: Cast) -> None:
        device, _codes = enrolled(app, "bob")
        client = app.test_client()
        asked = question(client, "/sign-in/passkey/question")
        stranger = app.test_client()
        assert post(stranger, "/sign-in/passkey", {"answer": device.prove(asked)}).status_code == 422


class TestMails:
    """What a person is told."""

    def test_tell_of_a_recovery_code_and_of_a_new_device(
        self, installation: Installation, database: str, app: Flask, cast: Cast
    ) -> None:
        person: Member = cast.bob
        with transaction(scope=Scope(user=person.user_id)) as now:
            assert get_person(person.user_id).passkeys == 0
            make_codes(person.user_id, seal=app.extensions["samla_seal"], now=now)
        _device, codes = enrolled(app, "bob")
        firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
        post(half(app, "bob", firefox), "/second-step", {"proof_recovery": codes[0]})
        with mail_sink() as sink:
            worker = create_app(installation_config(installation, database, smtp_url=sink.url))
            with transaction(scope=Scope()):
                bells = [bell for bell in sweep() if bell.kind == "tell_security"]
            for bell in bells:
                perform_in(worker, HANDLERS, bell.scope_kind, bell.scope_id, bell.task_id)
            installation.let_go(worker)
            told = {str(mail.message["Subject"]): mail.message.get_content() for mail in sink.mails}
        assert "9 are left" in told["A recovery code was used for your Samla account"]
        assert "Firefox on Linux" in told["Somebody signed in to your Samla account from a new device"]
        assert all(mail.recipients == ("bob@bob.example",) for mail in sink.mails)


def test_an_app_and_a_passkey_may_stand_side_by_side(app: Flask, cast: Cast) -> None:
    device, _codes = enrolled(app, "bob")
    client = half(app, "bob")
    post(client, "/second-step", {"proof_passkey": device.prove(question(client, "/second-step/passkey/question"))})
    client.get("/account/app")
    with client.session_transaction() as session:
        secret = session["totp_secret"]
    assert post(client, "/account/app", {"code": pyotp.TOTP(secret).now()}).status_code == 303
    page = half(app, "bob").get("/second-step").get_data(as_text=True)
    assert 'name="proof_code"' in page
    assert "/second-step/passkey/question" in page
