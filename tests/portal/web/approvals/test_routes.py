"""Reading and accepting the agreement."""

import re
from dataclasses import replace

import pytest
from factories.cast import Cast, Member, make_person
from factories.forms import post
from factories.invited import Invited, invite_one
from flask import Flask
from flask.testing import FlaskClient

from portal.edge.transaction import transaction
from tenants.collaborations.actions import join
from tenants.collaborations.queries import find_collaboration
from tenants.invitations.actions import find_place
from tenants.kernel.scope import Scope
from tenants.terms.actions import Publication, publish
from tenants.terms.ours import publish_ours
from tenants.workspaces.actions import let_in


def joined(app: Flask, invited: Invited) -> Member:
    pia = make_person(app, "Pia")
    with transaction(scope=Scope()):
        place = find_place(invited.token)
    with transaction(scope=Scope(visible=(place.workspace_id,), acting=place.workspace_id)) as now:
        join(place, pia.user_id, now=now)
    return pia


def answers_of(browser: FlaskClient, url: str) -> dict[str, object]:
    page = browser.get(url).get_data(as_text=True)
    return {
        "read": re.findall(r'name="read" value="([0-9a-f]{64})"', page),
        "read_in": "en",
        "authority": "signatory",
        "consent": "y",
    }


@pytest.fixture
def invited(cast: Cast) -> Invited:
    return invite_one(cast)


class TestApprovals:
    """The page before and after accepting."""

    def test_shows_everything_that_is_agreed_on_before_it_is(self, app: Flask, cast: Cast, invited: Invited) -> None:
        pia = joined(app, invited).browser()
        page = pia.get(f"/w/{invited.workspace_id}/approvals").get_data(as_text=True)
        for words in ("Tilitoimisto Kuusi Oy", "Invoicing", "Smart", "290.00", "EUR", "Your company: Malli Oy"):
            assert words in page
        assert page.count('<details class="panel"') == 4
        assert "if you accept today" in page

    def test_turns_the_collaboration_active_for_both_sides(self, app: Flask, cast: Cast, invited: Invited) -> None:
        pia, url = joined(app, invited), f"/w/{invited.workspace_id}/approvals"
        browser = pia.browser()
        alice = cast.alice.browser()
        assert alice.get(url).status_code == 404
        done = post(browser, url, answers_of(browser, url), follow_redirects=True).get_data(as_text=True)
        assert "Accepted. The collaboration is active." in done
        assert "Signatory" in done
        assert "Active" in alice.get(url).get_data(as_text=True)
        client = f"/f/{cast.kuusi.firm_id}/clients/{invited.client_id}"
        assert "The terms and the agreement were accepted" in alice.get(client).get_data(as_text=True)
        assert post(browser, url, answers_of(browser, url)).status_code == 409

    def test_tells_what_is_missing_at_its_field(self, app: Flask, cast: Cast, invited: Invited) -> None:
        browser, url = joined(app, invited).browser(), f"/w/{invited.workspace_id}/approvals"
        page = post(browser, url, {})
        assert page.status_code == 422
        for field in ("authority", "consent"):
            assert f'id="field-{field}-error"' in page.get_data(as_text=True)

    def test_asks_to_read_again_when_the_texts_have_changed(self, app: Flask, cast: Cast, invited: Invited) -> None:
        browser, url = joined(app, invited).browser(), f"/w/{invited.workspace_id}/approvals"
        answers = answers_of(browser, url) | {"read": ["0" * 64]}
        answer = post(browser, url, answers)
        assert answer.status_code == 409
        assert "The terms have changed" in answer.get_data(as_text=True)

    def test_says_to_others_than_the_admin_why_they_cannot_accept(
        self, app: Flask, cast: Cast, invited: Invited
    ) -> None:
        viewer = make_person(app, "Vera")
        with transaction(scope=Scope(visible=(invited.workspace_id,), acting=invited.workspace_id)) as now:
            let_in(invited.workspace_id, viewer.user_id, "viewer", now=now)
        browser, url = viewer.browser(), f"/w/{invited.workspace_id}/approvals"
        assert "Only the company&#39;s admin can accept" in browser.get(url).get_data(as_text=True)
        assert post(browser, url, {}).status_code == 403

    def test_is_not_there_for_strangers_and_for_the_firm_before_it_is_accepted(
        self, cast: Cast, invited: Invited
    ) -> None:
        url = f"/w/{invited.workspace_id}/approvals"
        for person in (cast.charlie, cast.dora, cast.bob, cast.alice):
            browser = person.browser()
            assert browser.get(url).status_code == 404
            for path in (url, f"{url}/decline"):
                assert post(browser, path, {}).status_code == 404

    def test_shows_legal_texts_as_text(self, app: Flask, cast: Cast) -> None:
        with transaction(scope=Scope()) as now:
            text = Publication("terms_of_service", 9, "en", "<b>Terms</b>", "## <i>One</i>\n\n<u>Two</u>", now)
            publish(text)
        bob = cast.bob.browser()
        page = bob.get(f"/w/{cast.kuusi.workspace_id}/terms").get_data(as_text=True)
        assert "New terms to accept" in page
        for markup in ("<b>Terms", "<i>One", "<u>Two"):
            assert markup not in page

    def test_leads_to_new_terms_under_a_running_agreement(self, app: Flask, cast: Cast) -> None:
        with transaction(scope=Scope()) as now:
            publish(Publication("terms_of_service", 2, "en", "Terms", "New.", now))
        page = cast.bob.browser().get(f"/w/{cast.kuusi.workspace_id}/approvals").get_data(as_text=True)
        assert f'href="/w/{cast.kuusi.workspace_id}/terms"' in page


class TestLanguages:
    """The same texts in the reader's language."""

    def test_are_read_and_accepted_in_the_language_chosen(self, app: Flask, cast: Cast) -> None:
        with transaction(scope=Scope()) as now:
            publish_ours(now)
        invited = invite_one(cast)
        pia = joined(app, invited)
        browser, url = pia.browser(), f"/w/{invited.workspace_id}/approvals"
        post(browser, "/language", {"language": "fi", "back": "/"})
        answers = answers_of(browser, url) | {"read_in": "fi"}
        assert "Laskutusvaltuutus" in browser.get(url).get_data(as_text=True)
        assert post(browser, url, answers).status_code == 303
        with pia.acting(in_=invited.workspace_id):
            running = find_collaboration(invited.workspace_id)
            assert running is not None
            assert replace(running).state == "active"
