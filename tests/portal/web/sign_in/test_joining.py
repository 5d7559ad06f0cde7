"""Joining a firm's staff by the link of an invitation."""

from datetime import timedelta

import pytest
from factories.cast import Cast, make_person
from factories.forms import post
from factories.recruits import recruit
from flask import Flask
from flask.testing import FlaskClient

from portal.edge.clock import real_clock, set_clock
from tenants.firms.actions import OwnersOnly, let_go, take_on
from tenants.firms.queries import staff_rows
from tenants.identities.actions import ProviderInput, save_provider
from tenants.secrets.sealing import Seal
from tenants.staffing.actions import withdraw

VILMA = "vilma@kuusi.example"
NEW = {"name": "Vilma Virta", "password": "seven quiet lakes at dawn"}


def opened(app: Flask, token: str) -> tuple[FlaskClient, str]:
    """Return a browser that has opened a link, and the page it came to."""
    browser = app.test_client()
    return browser, browser.get(f"/staff/{token}", follow_redirects=True).get_data(as_text=True)


def staff(cast: Cast) -> dict[str, str]:
    """Return the roles of the staff of Alice's firm, by address."""
    with cast.alice.acting():
        return {row.email: row.role for row in staff_rows(cast.kuusi.firm_id)}


class TestJoining:
    """Once, by whom the link was meant for."""

    def test_makes_a_new_person_who_must_set_up_a_second_step(self, app: Flask, cast: Cast) -> None:
        browser, page = opened(app, recruit(cast, VILMA).token)
        for words in ("Tilitoimisto Kuusi Oy invites you to its staff", "Accountant", "Alice", VILMA):
            assert words in page
        assert post(browser, "/staff", {**NEW, "password": "short"}).status_code == 422
        assert post(browser, "/staff", NEW).headers["Location"] == "/"
        assert staff(cast)[VILMA] == "accountant"
        assert browser.get("/").headers["Location"].startswith("/second-step")
        assert browser.get("/second-step").headers["Location"].startswith("/second-step/set-up")

    def test_counts_once(self, app: Flask, cast: Cast) -> None:
        token = recruit(cast, VILMA).token
        first, second = opened(app, token)[0], opened(app, token)[0]
        assert post(first, "/staff", NEW).status_code == 303
        again = post(second, "/staff", NEW)
        assert again.status_code == 409
        assert "used already" in again.get_data(as_text=True)

    def test_lets_in_who_has_an_account_only_when_signed_in(self, app: Flask, cast: Cast) -> None:
        token = recruit(cast, "bob@bob.example", role="assistant").token
        browser, page = opened(app, token)
        assert "has an account already" in page
        assert post(browser, "/staff", NEW).status_code == 409
        bob = cast.bob.browser()
        assert "join the staff" in bob.get(f"/staff/{token}", follow_redirects=True).get_data(as_text=True)
        assert post(bob, "/staff").status_code == 303
        assert staff(cast)["bob@bob.example"] == "assistant"

    def test_is_for_nobody_else(self, app: Flask, cast: Cast) -> None:
        token, charlie = recruit(cast, VILMA).token, cast.charlie.browser()
        assert "somebody else" in charlie.get(f"/staff/{token}", follow_redirects=True).get_data(as_text=True)
        assert post(charlie, "/staff").status_code == 409
        assert charlie.get("/staff/made-up").status_code == 404
        assert post(app.test_client(), "/staff", NEW).status_code == 404
        assert "charlie@charlie.example" not in staff(cast)

    @pytest.mark.parametrize("how", ["withdrawn", "late", "inviter gone"])
    def test_is_over(self, app: Flask, cast: Cast, how: str) -> None:
        firm_id, minna = cast.kuusi.firm_id, make_person(app, "Minna")
        with cast.alice.acting(firm=firm_id) as (actor, now):
            take_on(actor, firm_id, minna.user_id, "manager", now=now)
        called = recruit(cast, VILMA, by=minna)
        browser, _page = opened(app, called.token)
        with cast.alice.acting(firm=firm_id) as (actor, now):
            if how == "withdrawn":
                withdraw(actor, firm_id, called.id, now=now)
            if how == "inviter gone":
                let_go(actor, firm_id, minna.user_id, now=now)
        if how == "late":
            set_clock(app, lambda: real_clock() + timedelta(days=15))
        assert post(browser, "/staff", NEW).status_code == 409
        assert VILMA not in staff(cast)

    def test_makes_an_owner_only_by_an_owners_hand(self, app: Flask, cast: Cast) -> None:
        firm_id, minna = cast.kuusi.firm_id, make_person(app, "Minna")
        with cast.alice.acting(firm=firm_id) as (actor, now):
            take_on(actor, firm_id, minna.user_id, "manager", now=now)
        with pytest.raises(OwnersOnly):
            recruit(cast, VILMA, role="owner", by=minna)

    def test_takes_no_password_where_the_firm_has_closed_them(self, app: Flask, cast: Cast) -> None:
        given = ProviderInput("https://login.kuusi.example", "samla", "a secret", (), passwords_stay=False)
        seal = Seal(app.extensions["samla_config"].sealing_key)
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            save_provider(actor, cast.kuusi.firm_id, given, seal=seal, now=now)
        browser, page = opened(app, recruit(cast, VILMA).token)
        assert "Choose a password" not in page
        assert 'href="/staff/firm"' in page
        assert post(browser, "/staff", NEW).status_code == 409
