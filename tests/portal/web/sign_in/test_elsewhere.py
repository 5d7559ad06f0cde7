"""Signing in at a firm's own service: a real provider, linked once, and nobody let in by address."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest
import requests
from factories.cast import PASSWORD, Cast, Member, make_person
from factories.forms import post
from factories.openid import SECRET, real_provider
from factories.recruits import recruit
from flask import Flask
from flask.testing import FlaskClient

from portal.edge.clock import real_clock, set_clock
from tenants.firms.actions import let_go, take_on

BACK = "http://localhost:8000/sign-in/answer"
FORM = re.compile(r'<form[^>]*action="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
LINK = re.compile(r'<a class="button is-primary" href="([^"]+)"')


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with real_provider(BACK) as issuer:
        yield issuer


@dataclass(frozen=True, slots=True)
class Service:
    """The firm's service as a person meets it in their browser."""

    issuer: str

    def log_in(self, address: str, name: str) -> str:
        """Go to the service, log in there and agree; return the path on which it sends the browser back to us."""
        browser = requests.Session()
        answer = browser.get(address, allow_redirects=False, timeout=20)
        for _step in range(12):
            if answer.is_redirect:
                to = urljoin(answer.url, answer.headers["Location"])
                if to.startswith(BACK):
                    return to.removeprefix("http://localhost:8000")
                answer = browser.get(to, allow_redirects=False, timeout=20)
                continue
            fields = {**dict(HIDDEN.findall(answer.text)), "login": name, "password": "any"}
            action = FORM.search(answer.text)
            assert action is not None, answer.text
            answer = browser.post(urljoin(answer.url, action[1]), data=fields, allow_redirects=False, timeout=20)
        raise AssertionError(answer.text)


@pytest.fixture
def service(app: Flask, cast: Cast, issuer: str) -> Service:
    """Name the provider as the sign-in of Alice's firm."""
    data = {"issuer": issuer, "client_id": "samla", "secret": SECRET, "domains": "alice.example, eero.example"}
    answer = post(cast.alice.browser(), f"/f/{cast.kuusi.firm_id}/people/sign-in", data)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return Service(issuer)


def link_on(page: str) -> str:
    found = LINK.search(page)
    assert found is not None, page
    return html.unescape(found[1])


def linked(member: Member, cast: Cast, service: Service, name: str) -> FlaskClient:
    """Have somebody link their account to what the service calls them."""
    client = member.browser()
    page = post(client, f"/account/firm/{cast.kuusi.firm_id}").get_data(as_text=True)
    answer = client.get(service.log_in(link_on(page), name))
    assert answer.headers["Location"] == "/account", answer.get_data(as_text=True)
    return client


def leaving(app: Flask, cast: Cast, after: str = "/account") -> tuple[FlaskClient, str]:
    """Return a browser on its way, and the address at the service."""
    client = app.test_client()
    found = post(client, f"/sign-in/firm?after={after}", {"firm_email": "somebody@alice.example"})
    assert found.status_code == 303
    return client, link_on(client.get(found.headers["Location"]).get_data(as_text=True))


class TestSigningIn:
    """There and back."""

    def test_asks_with_code_pkce_state_and_nonce(self, app: Flask, cast: Cast, service: Service) -> None:
        _client, address = leaving(app, cast)
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        assert asked["redirect_uri"] == BACK
        assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43

    def test_lets_in_who_is_linked_and_asks_for_the_second_step(self, app: Flask, cast: Cast, service: Service) -> None:
        linked(cast.alice, cast, service, "a-1")
        client, address = leaving(app, cast)
        answer = client.get(service.log_in(address, "a-1"))
        assert answer.headers["Location"] == "/account"
        assert client.get("/account").headers["Location"].startswith("/second-step")

    def test_knows_nobody_by_address(self, app: Flask, cast: Cast, service: Service) -> None:
        client, address = leaving(app, cast)
        answer = client.get(service.log_in(address, "alice"))  # the service says alice@alice.example, as Alice has
        assert answer.status_code == 409
        assert "Nobody here is linked" in answer.get_data(as_text=True)
        assert client.get("/account").headers["Location"].startswith("/sign-in")

    def test_counts_an_answer_once_and_in_its_own_browser(self, app: Flask, cast: Cast, service: Service) -> None:
        linked(cast.alice, cast, service, "a-2")
        client, address = leaving(app, cast)
        back = service.log_in(address, "a-2")
        assert app.test_client().get(back).status_code == 409
        assert client.get(back).status_code == 302
        assert client.get(back).status_code == 409

    @pytest.mark.parametrize("change", [{"state": "another"}, {"iss": "https://login.ek.example"}, {"code": "made up"}])
    def test_refuses_an_answer_that_was_changed(
        self, app: Flask, cast: Cast, service: Service, change: dict[str, str]
    ) -> None:
        client, address = leaving(app, cast)
        parts = urlsplit(service.log_in(address, "a-3"))
        fields = {name: values[0] for name, values in parse_qs(parts.query).items()} | change
        assert client.get(f"{parts.path}?{urlencode(fields)}").status_code == 409

    def test_refuses_an_answer_that_comes_late(self, app: Flask, cast: Cast, service: Service) -> None:
        client, address = leaving(app, cast)
        back = service.log_in(address, "a-4")
        set_clock(app, lambda: real_clock() + timedelta(minutes=11))
        assert client.get(back).status_code == 409

    def test_tells_when_the_service_turns_somebody_away(self, app: Flask, cast: Cast, service: Service) -> None:
        client, address = leaving(app, cast)
        state = parse_qs(urlsplit(address).query)["state"][0]
        told = urlencode({"error": "access_denied", "state": state, "iss": service.issuer})
        answer = client.get(f"/sign-in/answer?{told}")
        assert "let you through" in answer.get_data(as_text=True)

    def test_is_over_once_somebody_has_left_the_firm(self, app: Flask, cast: Cast, service: Service) -> None:
        eero = make_person(app, "Eero")
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            take_on(actor, cast.kuusi.firm_id, eero.user_id, "accountant", now=now)
        data = {"issuer": service.issuer, "client_id": "samla"}
        assert post(cast.alice.browser(), f"/f/{cast.kuusi.firm_id}/people/sign-in", data).status_code == 303
        linked(eero, cast, service, "e-1")
        closed = post(app.test_client(), "/sign-in", {"email": "eero@eero.example", "password": PASSWORD})
        assert "Your firm wants you to sign in" in closed.get_data(as_text=True)
        client = app.test_client()
        page = client.get(f"/sign-in/firm/{cast.kuusi.firm_id}").get_data(as_text=True)
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            let_go(actor, cast.kuusi.firm_id, eero.user_id, now=now)
        assert client.get(service.log_in(link_on(page), "e-1")).status_code == 409


class TestJoining:
    """A new person of the staff, by the firm's service alone."""

    def test_links_who_is_invited_by_issuer_and_subject(self, app: Flask, cast: Cast, service: Service) -> None:
        called = recruit(cast, "veli@alice.example")
        client = app.test_client()
        client.get(f"/staff/{called.token}")
        page = client.get("/staff/firm").get_data(as_text=True)
        answer = client.get(service.log_in(link_on(page), "veli"))
        assert answer.headers["Location"] == "/", answer.get_data(as_text=True)
        assert client.get("/").headers["Location"].startswith("/second-step")
        again, address = leaving(app, cast)
        assert again.get(service.log_in(address, "veli")).headers["Location"] == "/account"

    def test_takes_nobody_whom_the_service_calls_otherwise(self, app: Flask, cast: Cast, service: Service) -> None:
        called = recruit(cast, "veli@alice.example")
        client = app.test_client()
        client.get(f"/staff/{called.token}")
        page = client.get("/staff/firm").get_data(as_text=True)
        answer = client.get(service.log_in(link_on(page), "someone"))
        assert answer.status_code == 409
        assert "another e-mail address" in answer.get_data(as_text=True)

    def test_takes_over_no_account_that_is_there(self, app: Flask, cast: Cast, service: Service) -> None:
        make_person(app, "Eero")
        called = recruit(cast, "eero@eero.example")
        client = app.test_client()
        client.get(f"/staff/{called.token}")
        assert client.get("/staff/firm").headers["Location"] == "/staff"


class TestLinking:
    """Only by who is signed in, and only for themselves."""

    def test_needs_a_place_in_the_firm_and_an_address_it_allows(self, app: Flask, cast: Cast, service: Service) -> None:
        for stranger in (cast.bob, cast.charlie):
            assert post(stranger.browser(), f"/account/firm/{cast.kuusi.firm_id}").status_code == 404
        vilma = make_person(app, "Vilma")
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            take_on(actor, cast.kuusi.firm_id, vilma.user_id, "accountant", now=now)
        assert post(vilma.browser(), f"/account/firm/{cast.kuusi.firm_id}").status_code == 409

    def test_gives_one_name_at_the_service_to_one_person(self, app: Flask, cast: Cast, service: Service) -> None:
        linked(cast.alice, cast, service, "a-5")
        eero = make_person(app, "Eero")
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            take_on(actor, cast.kuusi.firm_id, eero.user_id, "accountant", now=now)
        client = eero.browser()
        page = post(client, f"/account/firm/{cast.kuusi.firm_id}").get_data(as_text=True)
        assert client.get(service.log_in(link_on(page), "a-5")).status_code == 409

    def test_is_refused_to_somebody_else_than_who_left(self, app: Flask, cast: Cast, service: Service) -> None:
        client = cast.alice.browser()
        page = post(client, f"/account/firm/{cast.kuusi.firm_id}").get_data(as_text=True)
        back = service.log_in(link_on(page), "a-6")
        cookie = cast.charlie.browser().get_cookie("samla")
        assert cookie is not None
        client.set_cookie("samla", cookie.value)
        assert client.get(back).status_code == 409

    def test_can_be_taken_back(self, app: Flask, cast: Cast, service: Service) -> None:
        client = linked(cast.alice, cast, service, "a-7")
        assert post(client, f"/account/firm/{cast.kuusi.firm_id}/removal").status_code == 303
        assert post(client, f"/account/firm/{cast.kuusi.firm_id}/removal").status_code == 404
        away, address = leaving(app, cast)
        assert away.get(service.log_in(address, "a-7")).status_code == 409


def test_an_address_of_no_firm_leads_nowhere(app: Flask, cast: Cast) -> None:
    answer = post(app.test_client(), "/sign-in/firm", {"firm_email": "alice@alice.example"})
    assert answer.status_code == 409
