"""Saying no by the link, without an account; and a link beside an admin who is there."""

from factories.cast import Cast, make_person
from factories.forms import post
from factories.invited import invite_one
from flask import Flask

from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.collaborations.queries import get_collaboration
from tenants.kernel.scope import Scope
from tenants.users.queries import find_person_by_email
from tenants.workspaces.actions import let_in

ANSWERS = {"name": "Pia Malli", "password": "a rather long pass phrase"}


class TestDecline:
    """The no."""

    def test_needs_no_account_and_reaches_the_firm_with_its_reason(self, app: Flask, cast: Cast) -> None:
        invited, browser = invite_one(cast), app.test_client()
        browser.get(f"/invitation/{invited.token}")
        assert "/invitation/decline" in browser.get("/invitation").get_data(as_text=True)
        answer = post(browser, "/invitation/decline", {"reason": "We have <b>another</b> firm"})
        assert answer.status_code == 200
        with transaction(scope=Scope()):
            assert find_person_by_email("pia@malli.example") is None
        with cast.alice.acting(firm=cast.kuusi.firm_id):
            asked = get_collaboration(invited.workspace_id, invited.begun.collaboration_id)
        assert (asked.state, asked.reason) == ("declined", "We have <b>another</b> firm")
        url = f"/f/{cast.kuusi.firm_id}/clients/{invited.client_id}"
        page = cast.alice.browser().get(url).get_data(as_text=True)
        assert "We have &lt;b&gt;another" in page
        assert "Ask again" in page

    def test_is_void_without_a_link_and_after_it_was_used(self, app: Flask, cast: Cast) -> None:
        invited, browser = invite_one(cast), app.test_client()
        assert post(browser, "/invitation/decline").status_code == 404
        browser.get(f"/invitation/{invited.token}")
        assert post(browser, "/invitation/decline").status_code == 200
        again = app.test_client()
        again.get(f"/invitation/{invited.token}")
        assert post(again, "/invitation/decline").status_code == 409


class TestAdminThere:
    """A link to a company whose admin is here by now."""

    def test_sends_to_the_admin_and_makes_nobody(self, app: Flask, cast: Cast) -> None:
        invited, browser = invite_one(cast), app.test_client()
        person = make_person(app, "Otso")
        scope = job_actor("workspace", invited.workspace_id).scope(acting=invited.workspace_id)
        with transaction(scope=scope) as now:
            let_in(invited.workspace_id, person.user_id, "admin", now=now)
        browser.get(f"/invitation/{invited.token}")
        answer = post(browser, "/invitation", ANSWERS)
        assert answer.status_code == 409
        assert "Otso" not in answer.get_data(as_text=True)
        with transaction(scope=Scope()):
            assert find_person_by_email("pia@malli.example") is None
