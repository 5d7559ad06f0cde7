"""The first page, and the lists behind its numbers."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from factories.books import Books
from factories.cast import Cast, House, Member, make_person
from factories.questions import ask
from factories.written import writing_house
from flask import Flask
from flask.testing import FlaskClient

from portal.edge.clock import set_clock
from tenants.diligence.actions import set_mode
from tenants.firms.actions import take_on

FRIDAY = datetime(2026, 11, 27, tzinfo=UTC)
KINDS = ("ready", "invalid", "cancelled", "unsent", "attention", "approvals", "questions", "diligence", "desk")


@pytest.fixture
def books(cast: Cast) -> Books:
    """Return Kuusi's books with one thing of each kind, of what is ready two; its due diligence is missing."""
    books = Books(cast.alice, cast.kuusi.workspace_id)
    customer = books.customer("Tuohi & <b>Terva</b> Oy")
    for state in ("ready", "ready", "invalid", "cancelled"):
        books.request(state, customer=customer if state == "ready" else None, customer_name="<script>alert(1)</script>")
    books.invoice(customer)
    books.delivery(books.invoice(customer), "unknown")
    ask(cast.bob, cast, subject="<script>alert(1)</script>")
    return books


def page(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.get_data(as_text=True)


def listed(text: str) -> int:
    """Return how many rows a list says it has."""
    found = re.search(r"<nav class=\"pages\".*?of (\d+)", text, re.DOTALL)
    return int(found[1]) if found else 0


def unminded(person: Member, house: House) -> None:
    """Have a firm be reminded of no due diligence."""
    with person.acting(firm=house.firm_id) as (actor, now):
        set_mode(actor, house.firm_id, "off", now=now)


class TestToday:
    """What staff see first."""

    def test_shows_figures_that_lead_to_lists_of_that_length(self, cast: Cast, books: Books) -> None:
        client = cast.alice.browser()
        text = page(client, "/")
        figures = re.findall(r'href="(/waiting/[a-z]+(?:\?part=[a-z]+)?)"[^>]*>.*?(?:card-count">|<b>)(\d+)<', text)
        assert dict(figures)["/waiting/ready"] == "2"
        assert dict(figures)["/waiting/attention?part=unknown"] == "1"
        assert dict(figures)["/waiting/questions?part=asked"] == "1"
        assert dict(figures)["/waiting/diligence"] == dict(figures)["/waiting/diligence?part=missing"] == "1"
        for url, count in figures:
            assert listed(page(client, url)) == int(count), url

    def test_leads_to_where_the_work_is_done(self, cast: Cast, books: Books) -> None:
        text = page(cast.alice.browser(), "/")
        place = f"/w/{books.workspace_id}"
        for url in ("requests?state=ready", "requests?state=invalid", "sending", "sending/attention"):
            assert f'href="{place}/{url}"' in text

    def test_is_narrowed_to_one_kind_and_to_my_own(self, cast: Cast, books: Books) -> None:
        client = cast.alice.browser()
        assert listed(page(client, "/")) == 7
        assert listed(page(client, "/?what=invalid")) == 1
        assert listed(page(client, "/?owner=me&q=kuusi")) == 7
        assert listed(page(client, "/?q=nobody")) == 0

    @pytest.mark.parametrize("sort", ["what", "client", "-count", "oldest", "-owner"])
    def test_is_ordered_as_asked(self, cast: Cast, books: Books, sort: str) -> None:
        assert listed(page(cast.alice.browser(), f"/?sort={sort}")) == 7

    @pytest.mark.parametrize("kind", KINDS)
    def test_escapes_what_others_wrote(self, cast: Cast, books: Books, kind: str) -> None:
        text = page(cast.alice.browser(), f"/waiting/{kind}")
        assert "<script>alert" not in text
        assert "<b>Terva" not in text

    def test_tells_a_list_of_no_kind_apart(self, cast: Cast) -> None:
        assert cast.alice.browser().get("/waiting/anything").status_code == 404

    def test_takes_a_clients_people_home(self, cast: Cast) -> None:
        answer = cast.bob.browser().get("/")
        assert answer.status_code == 302
        assert answer.location == f"/w/{cast.kuusi.workspace_id}"

    def test_has_no_portfolio_for_a_clients_people(self, cast: Cast) -> None:
        assert cast.bob.browser().get("/waiting/ready").status_code == 404

    def test_shows_another_firm_none_of_it(self, cast: Cast, books: Books) -> None:
        unminded(cast.charlie, cast.ek)
        client = cast.charlie.browser()
        for url in ("/", *(f"/waiting/{kind}" for kind in KINDS)):
            text = page(client, url)
            assert "Kuusi" not in text
            assert listed(text) == 0

    def test_begins_with_a_first_step(self, cast: Cast) -> None:
        unminded(cast.alice, cast.kuusi)
        assert "Nothing waits" in page(cast.alice.browser(), "/")


class TestAtTheDesk:
    """What clients submitted, as Today counts it: how much of it goes out today, and what is late."""

    @pytest.mark.parametrize(("hour", "part"), [(9, "today"), (13, "last_check"), (16, "late")])
    def test_counts_by_urgency_exactly_what_the_list_holds(self, cast: Cast, app: Flask, hour: int, part: str) -> None:
        house = writing_house(cast, app)
        written_id = house.draft(house.aino)
        house.submit(house.aino, written_id, at=FRIDAY + timedelta(hours=8))
        set_clock(app, lambda: FRIDAY + timedelta(hours=hour))
        client = cast.alice.browser()
        text = page(client, "/")
        assert ("Last check: invoices that still" in text) == (part != "today")
        figures = dict(
            re.findall(r'href="(/waiting/desk(?:\?part=[a-z_]+)?)"[^>]*>.*?(?:card-count">|<b>)(\d+)<', text)
        )
        assert figures["/waiting/desk"] == figures[f"/waiting/desk?part={part}"] == "1"
        for url, count in figures.items():
            found = page(client, url)
            assert listed(found) == int(count), url
            assert (f"/w/{house.workspace_id}/desk/{written_id}" in found) == (count == "1"), url

    def test_leaves_it_to_those_who_may_check(self, cast: Cast, app: Flask) -> None:
        house = writing_house(cast, app)
        written_id = house.draft(house.aino)
        house.submit(house.aino, written_id, at=FRIDAY + timedelta(hours=8))
        set_clock(app, lambda: FRIDAY + timedelta(hours=9))
        auditor = make_person(app, "auditor")
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            take_on(actor, cast.kuusi.firm_id, auditor.user_id, "auditor", now=now)
        assert str(written_id) in page(cast.alice.browser(), "/waiting/desk")
        client = auditor.browser()
        page(client, f"/w/{house.workspace_id}/invoices")
        assert listed(page(client, "/waiting/desk")) == 0
