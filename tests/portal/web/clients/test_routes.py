"""The register, one client, and what its forms do."""

import pytest
from factories.business_ids import y_tunnus
from factories.cast import Cast
from factories.forms import post
from factories.invited import invite_one, register_client
from flask.testing import FlaskClient

from tenants.collaborations.client_page import get_client_page
from tenants.invitations.actions import Outcome, record_mail

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def alice(cast: Cast) -> FlaskClient:
    return cast.alice.browser()


def company(**changes: str) -> dict[str, str]:
    answers = {
        "country": "FI",
        "business_id": y_tunnus(),
        "name": "Malli Oy",
        "contact_name": "Pia Malli",
        "contact_email": "pia@malli.example",
        "contact_phone": "",
        "language": "fi",
    }
    return answers | changes


class TestClients:
    """The register as a page."""

    def test_lists_clients_with_state_plan_and_engagement(self, cast: Cast, alice: FlaskClient) -> None:
        page = alice.get(f"/f/{cast.kuusi.firm_id}/clients").get_data(as_text=True)
        for words in ("Kuusi Keramiikka Oy", "Invoicing 2026", "Active", "Pro", "FI 2622222-"):
            assert words in page

    def test_narrows_by_what_the_address_says_and_says_when_nothing_matches(
        self, cast: Cast, alice: FlaskClient
    ) -> None:
        url = f"/f/{cast.kuusi.firm_id}/clients"
        assert "Kuusi Keramiikka" in alice.get(f"{url}?state=active&q=kerami").get_data(as_text=True)
        assert "Nothing matches" in alice.get(f"{url}?state=ended").get_data(as_text=True)

    def test_shows_names_as_text_whatever_they_contain(self, cast: Cast, alice: FlaskClient) -> None:
        client_id = register_client(cast, name=HOSTILE)
        for path in ("", f"/{client_id}", f"/{client_id}/collaboration", f"/{client_id}/variants"):
            answer = alice.get(f"/f/{cast.kuusi.firm_id}/clients{path}")
            assert answer.status_code == 200
            assert HOSTILE not in answer.get_data(as_text=True)

    def test_is_not_there_for_a_stranger(self, cast: Cast) -> None:
        client_id = register_client(cast)
        base = f"/f/{cast.kuusi.firm_id}/clients"
        for browser in (cast.charlie.browser(), cast.bob.browser()):
            for path in ("", "/new", f"/{client_id}", f"/{client_id}/variants", f"/{client_id}/collaboration"):
                assert browser.get(base + path).status_code == 404, path
            for path in ("engagements", "collaboration", "collaboration/contact", "invitation/resend"):
                assert post(browser, f"{base}/{client_id}/{path}").status_code == 404, path

    def test_hides_a_client_under_another_firms_address(self, cast: Cast) -> None:
        client_id = register_client(cast)
        base = f"/f/{cast.ek.firm_id}/clients/{client_id}"
        charlie = cast.charlie.browser()
        for path in ("", "/variants", "/collaboration"):
            assert charlie.get(base + path).status_code == 404
        fields = {"engagement_name": "Mine", "members": str(cast.charlie.user_id)}
        assert post(charlie, f"{base}/engagements", fields).status_code == 404


class TestNew:
    """Adding a client."""

    def test_adds_the_company_and_shows_it(self, cast: Cast, alice: FlaskClient) -> None:
        answer = post(alice, f"/f/{cast.kuusi.firm_id}/clients/new", company(), follow_redirects=True)
        assert "<h1>Malli Oy</h1>" in answer.get_data(as_text=True)

    def test_tells_a_wrong_business_id_at_its_field_and_keeps_the_rest(self, cast: Cast, alice: FlaskClient) -> None:
        answer = post(alice, f"/f/{cast.kuusi.firm_id}/clients/new", company(business_id="1234567-8"))
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert 'id="field-business_id-error"' in page
        assert 'value="pia@malli.example"' in page

    def test_tells_of_a_client_that_is_there_already_and_leads_to_it(self, cast: Cast, alice: FlaskClient) -> None:
        url, answers = f"/f/{cast.kuusi.firm_id}/clients/new", company()
        there = post(alice, url, answers).headers["Location"]
        again = post(alice, url, answers)
        assert again.status_code == 422
        assert f'href="{there}"' in again.get_data(as_text=True)

    def test_refuses_a_form_of_another_site(self, cast: Cast, alice: FlaskClient) -> None:
        assert alice.post(f"/f/{cast.kuusi.firm_id}/clients/new", data=company()).status_code == 400


class TestClient:
    """One client's page."""

    def test_leads_into_the_books_once_the_collaboration_is_active(self, cast: Cast, alice: FlaskClient) -> None:
        register = alice.get(f"/f/{cast.kuusi.firm_id}/clients").get_data(as_text=True)
        url = register.split('data-url="')[1].split('"')[0] if 'data-url="' in register else ""
        page = alice.get(url).get_data(as_text=True)
        assert f"/w/{cast.kuusi.workspace_id}" in page

    def test_says_that_the_mail_could_not_be_delivered(self, cast: Cast, alice: FlaskClient) -> None:
        invited = invite_one(cast)
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            outcome = Outcome("failed", "pia@malli.example", "550 no such user")
            record_mail(actor, cast.kuusi.firm_id, invited.invitation_id, outcome, now=now)
        page = alice.get(f"/f/{cast.kuusi.firm_id}/clients/{invited.client_id}").get_data(as_text=True)
        assert "be delivered. Check the address and send it again" in page
        assert "550 no such user" in page
        assert "the mail couldn" in alice.get(f"/f/{cast.kuusi.firm_id}/clients").get_data(as_text=True)


class TestCreateEngagement:
    """A new engagement on the client's page."""

    def test_is_written_with_its_people(self, cast: Cast, alice: FlaskClient) -> None:
        client_id = register_client(cast)
        url = f"/f/{cast.kuusi.firm_id}/clients/{client_id}/engagements"
        fields = {"engagement_name": "Laskutus", "members": str(cast.alice.user_id)}
        assert "Laskutus" in post(alice, url, fields, follow_redirects=True).get_data(as_text=True)

    def test_needs_a_name_and_people_of_the_own_staff(self, cast: Cast, alice: FlaskClient) -> None:
        client_id = register_client(cast)
        url = f"/f/{cast.kuusi.firm_id}/clients/{client_id}/engagements"
        for members in ("", "nonsense", str(cast.charlie.user_id)):
            answer = post(alice, url, {"engagement_name": " ", "members": members})
            assert answer.status_code == 422
            assert "Choose at least one person" in answer.get_data(as_text=True)


class TestResend:
    """Sending an invitation again."""

    def test_asks_for_one_mail_a_minute_to_the_new_address(self, cast: Cast, alice: FlaskClient) -> None:
        invited = invite_one(cast)
        url = f"/f/{cast.kuusi.firm_id}/clients/{invited.client_id}/invitation/resend"
        for _ in range(2):
            answer = post(alice, url, {"contact_email": "New@malli.example"}, follow_redirects=True)
            assert "sent again" in answer.get_data(as_text=True)
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (_, now):
            page = get_client_page(cast.kuusi.firm_id, invited.client_id, now=now)
        assert page.invitation is not None
        assert (page.invitation.email, page.invitation.mail) == ("new@malli.example", "queued")

    def test_refuses_what_is_no_address(self, cast: Cast, alice: FlaskClient) -> None:
        invited = invite_one(cast)
        url = f"/f/{cast.kuusi.firm_id}/clients/{invited.client_id}/invitation/resend"
        answer = post(alice, url, {"contact_email": "pia@malli.example, all@everybody.example"})
        assert answer.status_code == 422

    def test_refuses_after_the_invitation_was_used(self, cast: Cast, alice: FlaskClient) -> None:
        register = alice.get(f"/f/{cast.kuusi.firm_id}/clients").get_data(as_text=True)
        url = register.split(f'href="/f/{cast.kuusi.firm_id}/clients/')[-1].split('"')[0]
        for email in ("a@b.fi", "no address"):
            sent = {"contact_email": email}
            answer = post(alice, f"/f/{cast.kuusi.firm_id}/clients/{url}/invitation/resend", sent)
            assert answer.status_code == 409
