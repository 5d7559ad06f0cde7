"""The way from the link in the mail to a signed-in admin."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from factories.cast import Cast, make_person
from factories.forms import post, token_of
from factories.invited import PASSWORD, Invited, invite_one
from flask import Flask
from flask.testing import FlaskClient

from portal.edge.clock import real_clock, set_clock
from tenants.users.queries import find_person_by_email

ANSWERS = {"name": "Pia Malli", "password": PASSWORD}


def opened(app: Flask, invited: Invited, browser: FlaskClient | None = None) -> FlaskClient:
    browser = browser or app.test_client()
    answer = browser.get(f"/invitation/{invited.token}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/invitation")
    return browser


class TestInvitation:
    """Somebody new."""

    def test_tells_who_invites_whom_and_keeps_the_secret_out_of_the_page(self, app: Flask, cast: Cast) -> None:
        invited = invite_one(cast)
        page = opened(app, invited).get("/invitation", headers={"Accept-Language": "sv"}).get_data(as_text=True)
        for words in ("Tilitoimisto Kuusi Oy", "Malli Oy", "Alice", "Smart", "pia@malli.example"):
            assert words in page
        assert invited.token not in page
        assert '<html lang="fi"' in page

    def test_makes_a_signed_in_admin_who_lands_at_the_agreement(self, app: Flask, cast: Cast) -> None:
        invited = invite_one(cast)
        browser = opened(app, invited)
        answer = post(browser, "/invitation", ANSWERS)
        assert answer.headers["Location"] == f"/w/{invited.workspace_id}/approvals"
        assert browser.get(answer.headers["Location"]).headers["Location"].startswith("/second-step?after=/w/")
        again = browser.get("/invitation")
        assert again.status_code == 404

    def test_tells_a_weak_password_at_its_field_and_uses_nothing_up(self, app: Flask, cast: Cast) -> None:
        browser = opened(app, invite_one(cast))
        answer = post(browser, "/invitation", {"name": "Pia", "password": "short"})
        assert answer.status_code == 422
        assert 'id="field-password-error"' in answer.get_data(as_text=True)
        assert find_person_by_email("pia@malli.example") is None
        assert post(browser, "/invitation", ANSWERS).status_code == 303

    def test_accepts_once_of_many_clicks_at_the_same_time(self, app: Flask, cast: Cast) -> None:
        invited = invite_one(cast)
        browsers = [opened(app, invited) for _ in range(20)]
        tokens = [token_of(browser) for browser in browsers]

        def click(number: int) -> int:
            fields = ANSWERS | {"csrf_token": tokens[number]}
            return browsers[number].post("/invitation", data=fields).status_code

        with ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(click, range(20)))
        assert sorted(answers) == [303] + 19 * [409]

    def test_tells_what_to_do_with_a_link_that_is_void_used_or_expired(self, app: Flask, cast: Cast) -> None:
        assert app.test_client().get("/invitation/never-made").status_code == 404
        assert app.test_client().get("/invitation").status_code == 404
        invited = invite_one(cast)
        set_clock(app, lambda: real_clock() + timedelta(days=15))
        late = opened(app, invited)
        assert "info@kuusi.example" in late.get("/invitation").get_data(as_text=True)
        assert post(late, "/invitation", ANSWERS).status_code == 409
        set_clock(app, real_clock)
        post(opened(app, invited), "/invitation", ANSWERS)
        page = opened(app, invited).get("/invitation").get_data(as_text=True)
        assert 'href="/sign-in"' in page

    def test_refuses_a_form_of_another_site(self, app: Flask, cast: Cast) -> None:
        browser = opened(app, invite_one(cast))
        assert browser.post("/invitation", data=ANSWERS).status_code == 400

    def test_shows_names_as_text_whatever_they_contain(self, app: Flask, cast: Cast) -> None:
        invited = invite_one(cast, name="<img src=x onerror=alert(1)>")
        assert "<img src=x" not in opened(app, invited).get("/invitation").get_data(as_text=True)


class TestInvitationToSomebodyKnown:
    """Somebody who has an account."""

    def test_asks_to_sign_in_first_and_never_changes_the_account(self, app: Flask, cast: Cast) -> None:
        make_person(app, "Pia")
        invited = invite_one(cast, email="pia@pia.example")
        browser = opened(app, invited)
        assert "/sign-in?after=/invitation" in browser.get("/invitation").get_data(as_text=True)
        assert post(browser, "/invitation", ANSWERS).status_code == 409

    def test_joins_as_the_person_who_is_signed_in(self, app: Flask, cast: Cast) -> None:
        pia = make_person(app, "Pia")
        invited = invite_one(cast, email="pia@pia.example")
        browser = opened(app, invited, pia.browser())
        assert post(browser, "/invitation").headers["Location"] == f"/w/{invited.workspace_id}/approvals"
        assert invited.workspace_id in pia.actor().workspaces

    def test_never_joins_somebody_else_who_happens_to_be_signed_in(self, app: Flask, cast: Cast) -> None:
        invited = invite_one(cast)
        browser = opened(app, invited, cast.dora.browser())
        assert "dora@dora.example" in browser.get("/invitation").get_data(as_text=True)
        assert post(browser, "/invitation", ANSWERS).status_code == 409
        assert invited.workspace_id not in cast.dora.actor().workspaces
