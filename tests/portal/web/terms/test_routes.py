"""Terms accepted anew, the mandate to remind, records, and the plans side by side."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from factories.cast import Cast
from factories.forms import post
from flask import Flask
from flask.testing import FlaskClient

from portal.edge.transaction import transaction
from tenants.diligence.queries import client_of_workspace
from tenants.kernel.actor import Permission
from tenants.kernel.scope import Scope
from tenants.terms.actions import Publication, publish
from tenants.terms.queries import record_rows

SCAN = b"%PDF-1.7 a scan\n%%EOF\n"


def answers_of(browser: FlaskClient, url: str, **others: object) -> dict[str, object]:
    page = browser.get(url).get_data(as_text=True)
    read = re.findall(r'name="read" value="([0-9a-f]{64})"', page)
    return {"read": read, "read_in": "en", "authority": "signatory", "consent": "y"} | others


@pytest.fixture
def renewed(app: Flask) -> None:
    """Publish a version that requires consent anew, in force since a moment ago."""
    with transaction(scope=Scope()) as now:
        moment = now - timedelta(minutes=1)
        publish(Publication("terms_of_service", 2, "en", "Terms of service", "The new text.", moment, True))


@pytest.fixture
def announced(app: Flask) -> None:
    """Publish a version that requires consent anew in thirty days."""
    with transaction(scope=Scope()) as now:
        moment = now + timedelta(days=30)
        publish(Publication("terms_of_service", 2, "en", "Terms of service", "The new text.", moment, True))


class TestNewTerms:
    """A version that requires consent anew."""

    def test_is_told_above_every_page_before_it_counts(self, app: Flask, cast: Cast, announced: None) -> None:
        ours = f"/w/{cast.kuusi.workspace_id}"
        assert "They have to be accepted by" in cast.bob.browser().get(f"{ours}/customers").get_data(as_text=True)
        assert cast.bob.actor().may(Permission.RUN_INVOICING, in_=cast.kuusi.workspace_id)
        assert "have to be accepted" not in cast.dora.browser().get(f"/w/{cast.ek.workspace_id}/customers").text[:0]

    def test_stops_only_what_is_new_once_it_counts(self, app: Flask, cast: Cast, renewed: None) -> None:
        where = cast.kuusi.workspace_id
        for person in (cast.alice, cast.bob):
            actor = person.actor()
            assert actor.why_not(Permission.RUN_INVOICING, in_=where) is not None
            for going_on in (Permission.SEND_DOCUMENTS, Permission.CREDIT_INVOICES, Permission.IMPORT_REQUESTS):
                assert actor.may(going_on, in_=where)
        page = cast.alice.browser().get(f"/w/{where}/customers").get_data(as_text=True)
        assert "no new invoices, reminders or collection" in page

    def test_is_shown_with_what_changed_marked_for_every_reader(self, app: Flask, cast: Cast, renewed: None) -> None:
        page = cast.bob.browser().get(f"/w/{cast.kuusi.workspace_id}/terms").get_data(as_text=True)
        assert '<ins><span class="sr">new: </span>new' in page
        assert "What changed since version 1" in page

    def test_goes_on_when_the_admin_accepts_it(self, app: Flask, cast: Cast, renewed: None) -> None:
        where = cast.kuusi.workspace_id
        bob, url = cast.bob.browser(), f"/w/{cast.kuusi.workspace_id}/terms"
        page = post(bob, url, answers_of(bob, url), follow_redirects=True).get_data(as_text=True)
        assert "Nothing waits for acceptance." in page
        assert "no new invoices" not in page
        assert cast.alice.actor().may(Permission.RUN_INVOICING, in_=where)
        with cast.bob.acting(in_=where):
            newest = record_rows(where)[0].content
        assert next((text.kind, text.version, text.earlier) for text in newest.texts) == ("terms_of_service", 2, False)
        assert newest.agreement is not None
        assert (newest.agreement.plan, newest.agreement.firm) == ("Pro", "Tilitoimisto Kuusi Oy")

    def test_refuses_another_text_than_was_read(self, app: Flask, cast: Cast, renewed: None) -> None:
        bob, url = cast.bob.browser(), f"/w/{cast.kuusi.workspace_id}/terms"
        assert post(bob, url, answers_of(bob, url, read=["0" * 64])).status_code == 409

    def test_is_not_for_the_firm_to_accept(self, app: Flask, cast: Cast, renewed: None) -> None:
        alice, url = cast.alice.browser(), f"/w/{cast.kuusi.workspace_id}/terms"
        assert "Only the company&#39;s admin can accept" in alice.get(url).get_data(as_text=True)
        assert post(alice, url, {}).status_code == 403

    def test_does_not_exist_for_strangers(self, app: Flask, cast: Cast, renewed: None) -> None:
        for person in (cast.charlie, cast.dora):
            browser = person.browser()
            assert browser.get(f"/w/{cast.kuusi.workspace_id}/terms").status_code == 404
            assert post(browser, f"/w/{cast.kuusi.workspace_id}/terms", {}).status_code == 404


class TestEvidence:
    """A power of attorney, shown by a file."""

    def test_is_needed_in_that_capacity(self, app: Flask, cast: Cast, renewed: None) -> None:
        bob, url = cast.bob.browser(), f"/w/{cast.kuusi.workspace_id}/terms"
        answer = post(bob, url, answers_of(bob, url, authority="power_of_attorney"))
        assert answer.status_code == 422
        assert 'id="field-evidence-error"' in answer.get_data(as_text=True)

    def test_has_to_be_what_it_says_it_is(self, app: Flask, cast: Cast, renewed: None) -> None:
        bob, url = cast.bob.browser(), f"/w/{cast.kuusi.workspace_id}/terms"
        wrong = (BytesIO(b"<html>"), "authority.pdf")
        answer = post(bob, url, answers_of(bob, url, authority="power_of_attorney", evidence=wrong))
        assert answer.status_code == 422

    def test_is_kept_with_the_acceptance_for_the_admin_and_the_firm(
        self, app: Flask, cast: Cast, renewed: None
    ) -> None:
        where, url = cast.kuusi.workspace_id, f"/w/{cast.kuusi.workspace_id}/terms"
        bob = cast.bob.browser()
        right = (BytesIO(SCAN), "valtakirja.exe")
        answer = post(bob, url, answers_of(bob, url, authority="power_of_attorney", evidence=right))
        assert answer.status_code == 303
        with cast.bob.acting(in_=where):
            record = record_rows(where)[0]
        assert record.content.authority == "power_of_attorney"
        path = f"{url}/records/{record.id}/evidence"
        for person in (cast.bob, cast.alice):
            assert person.browser().get(path).data == SCAN
        assert cast.charlie.browser().get(path).status_code == 404


class TestMandate:
    """The mandate to remind and to collect."""

    def test_is_given_when_the_admin_wants_and_allows_reminders(self, app: Flask, cast: Cast) -> None:
        where, url = cast.kuusi.workspace_id, f"/w/{cast.kuusi.workspace_id}/terms/mandate"
        with transaction(scope=Scope()) as now:
            publish(Publication("mandate_to_remind", 1, "en", "Mandate to remind", "The firm may remind.", now))
        assert not cast.alice.actor().may(Permission.SEND_REMINDERS, in_=where)
        bob = cast.bob.browser()
        assert post(bob, url, answers_of(bob, url)).status_code == 303
        assert cast.alice.actor().may(Permission.SEND_REMINDERS, in_=where)
        assert post(bob, url, answers_of(bob, url)).status_code == 409

    def test_tells_a_second_window_that_it_is_given_whatever_was_answered_there(self, app: Flask, cast: Cast) -> None:
        url, bob = f"/w/{cast.kuusi.workspace_id}/terms/mandate", cast.bob.browser()
        with transaction(scope=Scope()) as now:
            publish(Publication("mandate_to_remind", 1, "en", "Mandate to remind", "The firm may remind.", now))
        assert post(bob, url, answers_of(bob, url)).status_code == 303
        answer = post(bob, url, {"authority": "signatory"})
        assert answer.status_code == 409
        assert "You have accepted this already." in answer.get_data(as_text=True)


class TestPlans:
    """The plans side by side, for the client."""

    def test_mark_the_companys_own_and_what_is_being_built(self, app: Flask, cast: Cast) -> None:
        page = cast.bob.browser().get(f"/w/{cast.kuusi.workspace_id}/plans?variant=start").get_data(as_text=True)
        assert re.search(r'Pro <span class="state tone-good">.*today', page)
        assert 'data-label="Pro (today)"' in page
        assert "being built" in page
        assert "490.00" in page
        assert cast.charlie.browser().get(f"/w/{cast.kuusi.workspace_id}/plans").status_code == 404

    def test_mark_the_clients_own_for_the_firm_too_and_lead_to_a_change_of_it(self, app: Flask, cast: Cast) -> None:
        with cast.alice.acting():
            client_id = client_of_workspace(cast.kuusi.firm_id, cast.kuusi.workspace_id)
        page = cast.alice.browser().get(f"/f/{cast.kuusi.firm_id}/clients/{client_id}/variants").get_data(as_text=True)
        assert re.search(r'Pro <span class="state tone-good">.*today', page)
        assert f'href="/w/{cast.kuusi.workspace_id}/agreement/change?variant=smart"' in page
        assert "agreement/change?variant=pro" not in page
