"""Inviting to a firm's staff on its people's page."""

import re

from factories.cast import Cast, make_person
from factories.forms import post
from factories.recruits import recruit
from flask import Flask

from tenants.firms.actions import take_on

VILMA = {"name": "Vilma Virta", "email": "Vilma@kuusi.example", "role": "accountant"}
INVITATION = re.compile(r"/people/invitations/([0-9a-f-]{36})/resend")


class TestInviting:
    """By owners and managers."""

    def test_invites_sends_again_and_withdraws(self, app: Flask, cast: Cast) -> None:
        url, alice = f"/f/{cast.kuusi.firm_id}/people", cast.alice.browser()
        assert post(alice, f"{url}/invitations", VILMA).status_code == 303
        page = alice.get(url).get_data(as_text=True)
        assert "vilma@kuusi.example" in page
        assert "The mail is on its way" in page
        found = INVITATION.search(page)
        assert found is not None
        assert post(alice, f"{url}/invitations", VILMA).status_code == 409
        assert post(alice, f"{url}/invitations/{found[1]}/resend").status_code == 303
        assert post(alice, f"{url}/invitations/{found[1]}/withdrawal").status_code == 303
        assert "vilma@kuusi.example" not in alice.get(url).get_data(as_text=True)
        assert post(alice, f"{url}/invitations/{found[1]}/resend").status_code == 409

    def test_says_what_is_wrong_at_the_field(self, cast: Cast) -> None:
        url, alice = f"/f/{cast.kuusi.firm_id}/people/invitations", cast.alice.browser()
        answer = post(alice, url, {"name": "", "email": "alice@alice.example", "role": "king"})
        assert answer.status_code == 422
        for words in ("on the staff already", "Choose a role", "Fill this in"):
            assert words in answer.get_data(as_text=True)

    def test_makes_the_link_before_void(self, app: Flask, cast: Cast) -> None:
        first = recruit(cast, "vilma@kuusi.example")
        alice, url = cast.alice.browser(), f"/f/{cast.kuusi.firm_id}/people/invitations"
        assert post(alice, f"{url}/{first.id}/withdrawal").status_code == 303
        recruit(cast, "vilma@kuusi.example")
        page = app.test_client().get(f"/staff/{first.token}", follow_redirects=True).get_data(as_text=True)
        assert "no longer open" in page

    def test_is_not_for_others(self, app: Flask, cast: Cast) -> None:
        url, called = f"/f/{cast.kuusi.firm_id}/people", recruit(cast, "vilma@kuusi.example")
        vera = make_person(app, "Vera")
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            take_on(actor, cast.kuusi.firm_id, vera.user_id, "accountant", now=now)
        assert "Invite to the staff" not in vera.browser().get(url).get_data(as_text=True)
        for stranger in (cast.charlie, cast.bob, vera):
            browser = stranger.browser()
            for path in ("invitations", f"invitations/{called.id}/resend", f"invitations/{called.id}/withdrawal"):
                assert post(browser, f"{url}/{path}", VILMA).status_code in {403, 404}
        own = f"/f/{cast.ek.firm_id}/people/invitations/{called.id}/withdrawal"
        assert post(cast.charlie.browser(), own).status_code == 404
