"""The ways in on screen: what a badge tells, lists of clients, many at once, requests sent."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from factories.business_ids import y_tunnus
from factories.cast import Cast
from factories.company_registers import FakeRegister, company_register, finnish
from factories.forms import post
from factories.invited import invite_one, register_client
from factories.ways import charlie_asks, charlie_registers, end_subscription
from flask import Flask
from flask.testing import FlaskClient

from tenants.collaborations.register import ClientFilter, client_count, client_ids
from tenants.registries.business_ids import parse_business_id

# An id may have the digits of a price in it.
# What is drawn by lot, or by the look of the style sheet, and may hold any figures.
DRAWN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|/design/[0-9a-f]+/|nonce=\"[^\"]+\"")
SECRETS = ("Tilitoimisto Kuusi", "Alice", "Bob", "bob@bob.example", "490", "539", "Payer of the plan</dt><dd>The firm")
HEADER = "business_id;name;contact_name;contact_email;city"


@pytest.fixture
def alice(cast: Cast) -> FlaskClient:
    return cast.alice.browser()


@pytest.fixture
def register(app: Flask) -> Iterator[FakeRegister]:
    with company_register() as fake:
        app.extensions["samla_config"] = replace(app.extensions["samla_config"], register_fi=fake.url)
        yield fake


def new(business_id: str, **changes: str) -> dict[str, str]:
    return {"country": "FI", "business_id": business_id, "language": "fi", "look_up": "yes"} | changes


class TestLookUp:
    """The form of a new client."""

    def test_fills_in_what_the_register_tells(self, cast: Cast, alice: FlaskClient, register: FakeRegister) -> None:
        number = y_tunnus()
        register.companies[parse_business_id("FI", number)] = finnish("Tuohi & <b>Terva</b> Oy")
        typed = new(number, contact_name="Typed before")
        page = post(alice, f"/f/{cast.kuusi.firm_id}/clients/new", typed).get_data(as_text=True)
        for words in ("Mallikatu 7 B 12", "00100", "HELSINKI", "New on Samla", "Typed before", "Check them."):
            assert words in page
        assert "<b>Terva" not in page

    @pytest.mark.parametrize(
        ("mood", "sentence"),
        [
            ("out_of_order", "register didn&#39;t answer"),
            ("html", "couldn&#39;t be read"),
            ("well", "knows no company"),
        ],
    )
    def test_asks_to_fill_in_by_hand_where_the_register_fails(
        self, cast: Cast, alice: FlaskClient, register: FakeRegister, mood: str, sentence: str
    ) -> None:
        register.mood = mood
        answer = post(alice, f"/f/{cast.kuusi.firm_id}/clients/new", new(y_tunnus(), name="By hand Oy"))
        assert answer.status_code == 200
        assert sentence in answer.get_data(as_text=True)
        assert "By hand Oy" in answer.get_data(as_text=True)

    def test_warns_of_a_dissolved_company(self, cast: Cast, alice: FlaskClient, register: FakeRegister) -> None:
        number = y_tunnus()
        register.companies[parse_business_id("FI", number)] = finnish(endDate="2020-01-01")
        page = post(alice, f"/f/{cast.kuusi.firm_id}/clients/new", new(number)).get_data(as_text=True)
        assert "is dissolved or bankrupt" in page

    def test_asks_nobody_about_an_id_that_is_none(self, cast: Cast, alice: FlaskClient, register: FakeRegister) -> None:
        answer = post(alice, f"/f/{cast.kuusi.firm_id}/clients/new", new("1234567-0"))
        assert answer.status_code == 422
        assert register.asked == []


class TestSubscriber:
    """A company that subscribes, as another firm meets it."""

    def test_is_told_by_its_badge_alone_through_the_whole_wizard(self, cast: Cast) -> None:
        charlie, (client_id, engagement_id) = cast.charlie.browser(), charlie_registers(cast)
        client = f"/f/{cast.ek.firm_id}/clients/{client_id}"
        answers = {"engagement": str(engagement_id), "payer_after": "client"}
        pages = [charlie.get(client), charlie.get(f"{client}/collaboration")]
        steps = (answers | {"step": step} for step in ("payer", "review"))
        pages.extend(charlie.get(f"{client}/collaboration", query_string=given) for given in steps)
        pages.append(post(charlie, f"{client}/collaboration", answers, follow_redirects=True))
        for page in pages:
            text = DRAWN.sub("", page.get_data(as_text=True))
            assert "Subscribes already" in text
            assert "Pro" in text
            for secret in SECRETS:
                assert secret not in text, secret
        assert "The company&#39;s admin is asked by e-mail." in pages[-1].get_data(as_text=True)

    def test_needs_no_plan_and_no_contact_but_an_answer_on_the_payer(self, cast: Cast) -> None:
        charlie, (client_id, engagement_id) = cast.charlie.browser(), charlie_registers(cast)
        url = f"/f/{cast.ek.firm_id}/clients/{client_id}/collaboration"
        answer = post(charlie, url, {"engagement": str(engagement_id), "step": "review"})
        assert answer.status_code == 422
        text = answer.get_data(as_text=True)
        assert "who pays from the day that firm" in text
        assert 'name="variant"' not in text

    def test_is_accepted_or_declined_by_its_admin_on_the_page_of_agreements(self, cast: Cast) -> None:
        begun, bob = charlie_asks(cast), cast.bob.browser()
        url = f"/w/{begun.workspace_id}/approvals"
        page = bob.get(url).get_data(as_text=True)
        for words in ("Redovisningsbyrån Ek AB asks to work", "Payer after a hand-over", "Decline this request"):
            assert words in page
        assert "Redovisningsbyrån Ek" not in cast.alice.browser().get(url).get_data(as_text=True)
        answer = {"request": str(begun.collaboration_id), "reason": "Not now"}
        assert "Declined. The firm is told." in post(bob, f"{url}/decline", answer, follow_redirects=True).get_data(
            as_text=True
        )
        sent = cast.charlie.browser().get(f"/f/{cast.ek.firm_id}/clients/requests").get_data(as_text=True)
        assert "Not now" in sent
        assert "Ask again" in _client_page(cast)


class TestStandingThatChanged:
    """A company that comes to stand otherwise between two clicks."""

    def test_is_looked_up_again_and_shown_before_anything_is_asked(self, cast: Cast) -> None:
        charlie, (client_id, engagement_id) = cast.charlie.browser(), charlie_registers(cast)
        end_subscription(cast)
        url = f"/f/{cast.ek.firm_id}/clients/{client_id}/collaboration"
        answers = {"engagement": str(engagement_id), "payer_after": "client"}
        page = post(charlie, url, answers, follow_redirects=True).get_data(as_text=True)
        assert "What is known of this company has changed" in page
        assert "Known on Samla" in page
        offer = {"engagement": str(engagement_id), "variant": "start", "payer": "client", "months": "3"}
        review = charlie.get(url, query_string=offer | {"step": "review"}).get_data(as_text=True)
        for words in ("57.00", "Start", "signs in to answer"):
            assert words in review
        done = post(charlie, url, offer, follow_redirects=True).get_data(as_text=True)
        assert "The company&#39;s admin is asked by e-mail." in done
        assert "Remind the company&#39;s admin" in done


class TestSent:
    """The list of requests."""

    def test_tells_who_was_asked_by_whom_and_what_came_of_it(self, cast: Cast, alice: FlaskClient) -> None:
        invite_one(cast)
        url = f"/f/{cast.kuusi.firm_id}/clients/requests"
        page = alice.get(url).get_data(as_text=True)
        for words in ("Malli Oy", "pia@malli.example", "Alice", "Waits for an answer", "Accepted"):
            assert words in page
        assert "Nothing matches" in alice.get(f"{url}?outcome=declined").get_data(as_text=True)
        assert cast.charlie.browser().get(url).status_code == 404

    def test_withdraws_a_request_from_the_clients_page(self, cast: Cast, alice: FlaskClient) -> None:
        invited = invite_one(cast)
        url = f"/f/{cast.kuusi.firm_id}/clients/{invited.client_id}"
        assert "Withdraw the request" in alice.get(url).get_data(as_text=True)
        assert "The request is withdrawn." in post(alice, f"{url}/request/withdraw", follow_redirects=True).get_data(
            as_text=True
        )
        assert post(alice, f"{url}/request/withdraw").status_code == 409


class TestImport:
    """A list of clients."""

    def preview(self, browser: FlaskClient, cast: Cast, *rows: str, encoding: str = "utf-8") -> str:
        content = "\n".join((HEADER, *rows)).encode(encoding)
        data = {"file": (io.BytesIO(content), "clients.csv")}
        url = f"/f/{cast.kuusi.firm_id}/clients/import"
        return post(browser, url, data, content_type="multipart/form-data").get_data(as_text=True)

    def test_shows_first_and_writes_on_the_second_click(self, cast: Cast, alice: FlaskClient) -> None:
        row = f"{y_tunnus()};Hämeen Mylly Oy;Pia;pia@malli.example;Hämeenlinna"
        page = self.preview(alice, cast, row, encoding="cp1252")
        assert "Hämeen Mylly Oy" in page
        assert self.count(cast, "mylly") == 0
        content = page.split('name="content" value="')[1].split('"')[0]
        taken = post(alice, f"/f/{cast.kuusi.firm_id}/clients/import/take", {"content": content}, follow_redirects=True)
        assert "Clients added: 1." in taken.get_data(as_text=True)
        assert self.count(cast, "mylly") == 1

    def test_names_what_is_wrong_in_which_line_and_offers_no_way_on(self, cast: Cast, alice: FlaskClient) -> None:
        page = self.preview(alice, cast, f"{y_tunnus()};Good Oy;Pia;pia@malli.example;", "12;;Pia;pia;")
        assert "To be corrected: 1." in page
        assert 'name="content"' not in page

    @pytest.mark.parametrize("content", ["", "!!!", "UEsDBA=="])
    def test_takes_nothing_that_is_no_list(self, cast: Cast, alice: FlaskClient, content: str) -> None:
        url = f"/f/{cast.kuusi.firm_id}/clients/import/take"
        assert post(alice, url, {"content": content}).status_code == 422

    def count(self, cast: Cast, search: str) -> int:
        with cast.alice.acting(firm=cast.kuusi.firm_id):
            return client_count(cast.kuusi.firm_id, ClientFilter(search=search))


class TestBulk:
    """Many clients at once."""

    def test_does_each_by_itself_and_tells_what_came_of_each(self, cast: Cast, alice: FlaskClient) -> None:
        bare, firm_id = register_client(cast, name="Bare Oy"), cast.kuusi.firm_id
        invited = invite_one(cast)
        ids = {"id": [str(bare), str(invited.client_id)]}
        asked = post(alice, f"/f/{firm_id}/clients/bulk", ids | {"act": "invite"}).get_data(as_text=True)
        assert "2 clients are selected." in asked
        offer = {"act": "invite", "variant": "smart", "payer": "firm", "months": "12"}
        page = post(alice, f"/f/{firm_id}/clients/bulk/do", ids | offer).get_data(as_text=True)
        assert "Done for 0 of 2 clients." in page
        assert "This client has no engagement yet." in page
        assert "your request to it waits for an answer" in page
        who = {"act": "assign", "responsible": str(cast.alice.user_id)}
        assert "Done for 2 of 2 clients." in post(alice, f"/f/{firm_id}/clients/bulk/do", ids | who).get_data(
            as_text=True
        )

    def test_asks_the_client_before_it_pays(self, cast: Cast, alice: FlaskClient) -> None:
        firm_id = cast.kuusi.firm_id
        with cast.alice.acting(firm=firm_id):
            (client_id,) = client_ids(firm_id, ClientFilter())
        wanted = {"act": "payer", "payer": "client", "id": str(client_id)}
        page = post(alice, f"/f/{firm_id}/clients/bulk/do", wanted).get_data(as_text=True)
        assert "The client is asked to pay from the next renewal on." in page
        stays = {"act": "payer", "payer": "firm", "id": str(client_id)}
        page = post(alice, f"/f/{firm_id}/clients/bulk/do", stays).get_data(as_text=True)
        assert "That is what is agreed already." in page

    def test_asks_for_what_is_missing_and_for_a_selection(self, cast: Cast, alice: FlaskClient) -> None:
        bare, url = register_client(cast), f"/f/{cast.kuusi.firm_id}/clients/bulk"
        assert post(alice, f"{url}/do", {"act": "payer", "id": str(bare)}).status_code == 422
        assert post(alice, url, {"act": "payer"}).status_code == 303
        assert post(alice, url, {"act": "erase", "id": str(bare)}).status_code == 404

    def test_touches_no_client_of_another_firm(self, cast: Cast) -> None:
        bare, charlie = register_client(cast), cast.charlie.browser()
        who = {"act": "assign", "responsible": str(cast.charlie.user_id), "id": str(bare)}
        page = post(charlie, f"/f/{cast.ek.firm_id}/clients/bulk/do", who).get_data(as_text=True)
        assert "Done for 0 of 0 clients." in page


class TestContacts:
    """The people at a client."""

    def test_are_added_preferred_and_removed(self, cast: Cast, alice: FlaskClient) -> None:
        client_id = register_client(cast)
        url = f"/f/{cast.kuusi.firm_id}/clients/{client_id}"
        person = {"contact_name": "Otso", "contact_email": "otso@malli.example", "language": "fi"}
        post(alice, f"{url}/contacts", person)
        again = post(alice, f"{url}/contacts", person)
        assert again.status_code == 422
        page = alice.get(url).get_data(as_text=True)
        known = page.split(f"{url}/contacts/")[1].split('"')[0]
        engaged = post(alice, f"{url}/collaboration/engagement", _work(cast)).headers["Location"]
        wizard = engaged.replace("step=plan", "step=contact") + "&variant=smart&payer=firm"
        step = alice.get(wizard).get_data(as_text=True)
        assert 'value="pia@malli.example"' in step
        assert 'value="otso@malli.example"' in alice.get(f"{wizard}&person={known}").get_data(as_text=True)
        contact = page.split(f"{url}/contacts/")[1].split('"')[0]
        post(alice, f"{url}/contacts/{contact}", {"act": "prefer"})
        assert "otso@malli.example" in alice.get(f"{url}/contact").get_data(as_text=True)
        post(alice, f"{url}/contacts/{contact}", {"act": "remove"})
        assert "Further contacts" not in alice.get(url).get_data(as_text=True)


def _work(cast: Cast) -> dict[str, str]:
    return {"engagement_name": "Laskutus", "members": str(cast.alice.user_id)}


def _client_page(cast: Cast) -> str:
    listed = cast.charlie.browser().get(f"/f/{cast.ek.firm_id}/clients?q=keramiikka").get_data(as_text=True)
    url = listed.split(f'href="/f/{cast.ek.firm_id}/clients/')[-1].split('"')[0]
    return cast.charlie.browser().get(f"/f/{cast.ek.firm_id}/clients/{url}").get_data(as_text=True)
