"""People: roles, who is let go, covers, and where the firm signs in."""

import re

import pytest
from factories.cast import Cast, Member, make_person
from factories.forms import post
from flask import Flask

from tenants.firms.actions import take_on
from tenants.kernel.country import local_day


def hired(app: Flask, cast: Cast, name: str, role: str) -> Member:
    person = make_person(app, name)
    with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
        take_on(actor, cast.kuusi.firm_id, person.user_id, role, now=now)
    return person


class TestPeople:
    """The staff list."""

    def test_shows_name_address_role_and_second_step(self, cast: Cast) -> None:
        page = cast.alice.browser().get(f"/f/{cast.kuusi.firm_id}/people").get_data(as_text=True)
        for words in ("Alice", "alice@alice.example", "Owner", "Asked for at the next sign-in"):
            assert words in page

    def test_is_not_there_for_others(self, cast: Cast) -> None:
        for person in (cast.charlie, cast.bob):
            assert person.browser().get(f"/f/{cast.kuusi.firm_id}/people").status_code == 404

    def test_gives_a_role_that_counts_at_the_next_request(self, app: Flask, cast: Cast) -> None:
        vilma, url = hired(app, cast, "Vilma", "assistant"), f"/f/{cast.kuusi.firm_id}/people"
        browser = vilma.browser()
        assert browser.get(f"/w/{cast.kuusi.workspace_id}").status_code == 404
        assert post(cast.alice.browser(), f"{url}/{vilma.user_id}/role", {"role": "manager"}).status_code == 303
        assert browser.get(f"/w/{cast.kuusi.workspace_id}").status_code == 200

    def test_lets_somebody_go_at_their_next_request(self, app: Flask, cast: Cast) -> None:
        vilma, url = hired(app, cast, "Vilma", "manager"), f"/f/{cast.kuusi.firm_id}/people"
        browser = vilma.browser()
        assert browser.get(url).status_code == 200
        assert post(cast.alice.browser(), f"{url}/{vilma.user_id}/removal").status_code == 303
        assert browser.get(url).status_code == 404
        assert browser.get(f"/w/{cast.kuusi.workspace_id}").status_code == 404

    def test_keeps_an_owner_and_their_say(self, app: Flask, cast: Cast) -> None:
        manager, url = hired(app, cast, "Vilma", "manager"), f"/f/{cast.kuusi.firm_id}/people"
        alice = cast.alice.user_id
        assert post(cast.alice.browser(), f"{url}/{alice}/removal").status_code == 409
        assert post(cast.alice.browser(), f"{url}/{alice}/role", {"role": "manager"}).status_code == 409
        assert post(manager.browser(), f"{url}/{alice}/role", {"role": "manager"}).status_code == 403
        assert post(manager.browser(), f"{url}/{manager.user_id}/role", {"role": "owner"}).status_code == 403

    def test_takes_no_role_that_there_is_not_nor_a_stranger(self, app: Flask, cast: Cast) -> None:
        url, browser = f"/f/{cast.kuusi.firm_id}/people", cast.alice.browser()
        assert post(browser, f"{url}/{cast.charlie.user_id}/role", {"role": "manager"}).status_code == 404
        assert post(browser, f"{url}/{cast.alice.user_id}/role", {"role": "king"}).status_code == 422

    def test_arranges_a_cover_and_ends_it(self, app: Flask, cast: Cast) -> None:
        vilma, url = hired(app, cast, "Vilma", "assistant"), f"/f/{cast.kuusi.firm_id}/people"
        browser = cast.alice.browser()
        with cast.alice.acting() as (_actor, now):
            day = local_day(now, "FI").isoformat()
        data = {"away": cast.alice.user_id, "stand_in": vilma.user_id, "first_day": day, "last_day": day}
        assert post(browser, f"{url}/covers", {**data, "last_day": "never"}).status_code == 422
        assert post(browser, f"{url}/covers", data).status_code == 303
        page = browser.get(url).get_data(as_text=True)
        assert "Vilma for Alice" in page
        assert vilma.browser().get(f"/w/{cast.kuusi.workspace_id}").status_code == 200
        cover = re.findall(r"/covers/([0-9a-f-]{36})/end", page)[0]
        assert post(browser, f"{url}/covers/{cover}/end").status_code == 303
        assert vilma.browser().get(f"/w/{cast.kuusi.workspace_id}").status_code == 404


class TestMembers:
    """A company's own people."""

    def test_are_shown_to_its_admin_and_to_nobody_else(self, cast: Cast) -> None:
        url = f"/w/{cast.kuusi.workspace_id}/people"
        assert "bob@bob.example" in cast.bob.browser().get(url).get_data(as_text=True)
        assert [person.browser().get(url).status_code for person in (cast.alice, cast.dora)] == [403, 404]

    def test_keep_an_admin(self, cast: Cast) -> None:
        url = f"/w/{cast.kuusi.workspace_id}/people/{cast.bob.user_id}"
        assert post(cast.bob.browser(), f"{url}/removal").status_code == 409
        assert post(cast.bob.browser(), f"{url}/role", {"role": "viewer"}).status_code == 409


class TestProvider:
    """Where the firm signs in."""

    @pytest.mark.parametrize(
        ("issuer", "sentence"),
        [
            ("not an address", "Write the address of the service"),
            ("http://login.kuusi.example", "must begin with https://"),
            ("https://user@login.kuusi.example", "must begin with https://"),
            ("http://127.0.0.1:1", "doesn&#39;t answer as it should"),
        ],
    )
    def test_tells_what_is_wrong_with_the_address(self, cast: Cast, issuer: str, sentence: str) -> None:
        data = {"issuer": issuer, "client_id": "samla", "secret": "s" * 20, "domains": "alice.example"}
        answer = post(cast.alice.browser(), f"/f/{cast.kuusi.firm_id}/people/sign-in", data)
        assert answer.status_code == 422
        assert sentence in answer.get_data(as_text=True)

    def test_is_only_for_owners(self, app: Flask, cast: Cast) -> None:
        manager, url = hired(app, cast, "Vilma", "manager"), f"/f/{cast.kuusi.firm_id}/people/sign-in"
        assert [who.browser().get(url).status_code for who in (cast.alice, manager, cast.charlie)] == [200, 403, 404]
