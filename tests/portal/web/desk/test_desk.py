"""The service desk, as the firm's staff use it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest
from factories.business_ids import y_tunnus
from factories.opening import taken_over
from factories.requests import csv_file
from factories.written import KILN, WritingHouse
from flask import Flask
from lxml import html

from billing.customers.queries import get_customer
from billing.desk.actions import DeskInput
from billing.desk.queries import waiting_rows
from billing.desk.rules.checklist import CHECKS
from billing.streams.actions import NewStream, StreamCard, change_stream, open_stream
from billing.streams.queries import get_stream, series_rows
from billing.streams.rules import StreamTerms
from portal.edge.clock import set_clock
from portal.web._design.words import say
from portal.web.desk.page import last_check
from portal.web.desk.settings import settings_page
from tenants.kernel.language import msg
from tenants.kernel.language.writing import written_day
from tenants.kernel.refusals import Problem

TICKED = {f"check.{name}": "y" for name in CHECKS}
FRIDAY = datetime(2026, 11, 27, tzinfo=UTC)


def url(house: WritingHouse, more: str = "") -> str:
    return f"/w/{house.workspace_id}/desk{more}"


def facts(page: html.HtmlElement) -> dict[str, str]:
    """Return what stands above the lines, by its label."""
    return {each[0].text_content(): each[1].text_content() for each in page.find_class("facts")[0]}


class TestDesk:
    @pytest.mark.parametrize(
        ("hour", "said"), [(9, "Due out today: 1. The cut-off is at"), (13, "Last check"), (16, "Late")]
    )
    def test_keeps_the_last_check_on_top_from_the_cut_off(
        self, house: WritingHouse, app: Flask, hour: int, said: str
    ) -> None:
        house.submit(house.aino, house.draft(house.aino), at=FRIDAY + timedelta(hours=8))
        set_clock(app, lambda: FRIDAY + timedelta(hours=hour))
        body = house.cast.alice.browser().get("/desk").get_data(as_text=True)
        assert said in body
        assert "Kuusi Keramiikka Oy" in body

    def test_names_the_cut_off_that_comes_first_whatever_its_clock_says(self, house: WritingHouse, app: Flask) -> None:
        now = FRIDAY + timedelta(hours=9)
        house.submit(house.aino, house.draft(house.aino), at=FRIDAY + timedelta(hours=8))
        with house.cast.alice.acting(in_=house.workspace_id):
            (finnish,) = waiting_rows((house.workspace_id,), now=now)
        norwegian = replace(finnish, country="NO", terms=replace(finnish.terms, cut_off=time(14, 30)))
        with app.test_request_context(headers={"Accept-Language": "en"}):
            notice = last_check((norwegian, finnish), now)
        assert notice is not None
        assert "The cut-off is at 15:00." in say(notice.text)

    def test_is_of_one_client_or_of_all_and_narrowed_by_way(self, house: WritingHouse) -> None:
        house.submitted(house.aino)
        browser = house.cast.alice.browser()
        assert "Tuohi" in browser.get(url(house)).get_data(as_text=True)
        assert "Tuohi" in browser.get("/desk?channel=email").get_data(as_text=True)
        assert "Tuohi" not in browser.get("/desk?channel=einvoice").get_data(as_text=True)

    def test_shows_a_stranger_nothing_and_clients_no_desk(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        charlie = house.cast.charlie.browser()
        assert "Tuohi" not in charlie.get("/desk").get_data(as_text=True)
        for path in ("", f"/{written_id}", "/settings"):
            assert charlie.get(url(house, path)).status_code == 404
        for path in ("claim", "release", "return", "send"):
            assert charlie.post(url(house, f"/{written_id}/{path}")).status_code == 404
        assert house.cast.bob.browser().get(url(house)).status_code == 403
        assert house.aino.browser().get("/desk").status_code == 404


class TestReview:
    def test_goes_from_claim_to_number(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        browser, one = house.cast.alice.browser(), url(house, f"/{written_id}")
        assert "Take it in hand" in browser.get(one).get_data(as_text=True)
        browser.post(f"{one}/claim")
        days = {"issued_on": house.today.isoformat(), "due_on": (house.today + timedelta(days=14)).isoformat()}
        shown = {"shown": re.findall('name="shown" value="([0-9a-f]+)"', browser.get(one).get_data(as_text=True))[0]}
        refused = browser.post(f"{one}/send", data={**days, **shown})
        assert refused.status_code == 422
        assert "Check this and tick it." in refused.get_data(as_text=True)
        answer = browser.post(f"{one}/send", data={**TICKED, **days, **shown})
        assert answer.headers["Location"].endswith(url(house))
        assert house.read(house.aino, written_id).row.number

    def test_offers_another_way_and_says_at_the_field_what_is_wrong_with_it(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.claim(written_id)
        browser, one = house.cast.alice.browser(), url(house, f"/{written_id}")
        page = browser.get(one).get_data(as_text=True)
        assert "As the customer card says: E-mail" in page
        shown = re.findall('name="shown" value="([0-9a-f]+)"', page)[0]
        day = house.today.isoformat()
        form = {**TICKED, "issued_on": day, "due_on": day, "shown": shown}
        for way, field in (({"channel": "einvoice"}, "address"), ({"channel": "email", "address": "no"}, "address")):
            refused = browser.post(f"{one}/send", data=form | way)
            assert (refused.status_code, f'id="field-{field}-error"' in refused.get_data(as_text=True)) == (422, True)
        printed = browser.post(f"{one}/send", data={**form, "channel": "print"})
        row = house.read(house.aino, written_id).row
        assert row.number
        assert printed.headers["Location"].endswith(f"/invoices/{row.invoice_id}")
        assert "waits to be printed and handed over" in browser.get(printed.headers["Location"]).get_data(as_text=True)

    def test_says_at_the_field_that_a_day_is_too_far_ahead(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.claim(written_id)
        browser, one = house.cast.alice.browser(), url(house, f"/{written_id}")
        shown = re.findall('name="shown" value="([0-9a-f]+)"', browser.get(one).get_data(as_text=True))[0]
        day = house.today.isoformat()
        for wrong, field in (
            ({"issued_on": "2062-11-23", "due_on": "2062-12-07"}, "issued_on"),
            ({"due_on": "2062-12-07"}, "due_on"),
        ):
            form = {**TICKED, "issued_on": day, "due_on": day, "shown": shown} | wrong
            refused = browser.post(f"{one}/send", data=form)
            assert (refused.status_code, f'id="field-{field}-error"' in refused.get_data(as_text=True)) == (422, True)
        assert not house.read(house.aino, written_id).row.number

    def test_gives_the_streams_days_to_pay_and_names_it_where_there_are_several(self, house: WritingHouse) -> None:
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now):
            rent = open_stream(actor, house.workspace_id, NewStream("rent", "Rent", "20", 6), now=now)
            series_id = get_stream(house.workspace_id, rent).series_id
            card = StreamCard(name="Rent", series_id=series_id, terms=StreamTerms(payment_days=3))
            change_stream(actor, house.workspace_id, rent, card, now=now)
        written_id = house.submitted(house.aino, stream_id=str(rent))
        house.claim(written_id)
        page = html.fromstring(house.cast.alice.browser().get(url(house, f"/{written_id}")).get_data(as_text=True))
        due_on = house.today + timedelta(days=3)
        assert page.get_element_by_id("field-due_on").get("value") == due_on.isoformat()
        assert facts(page)["Kind of invoice"] == "Rent"
        assert facts(page)["Customer"] == "Hamngatan 1, 10600 Ekenäs"
        many = house.cast.alice.browser().post(url(house, "/together"), data={"id": str(written_id)})
        assert f"Due: {written_day(due_on, 'en')}" in many.get_data(as_text=True)

    def test_offers_a_public_body_no_other_way(self, house: WritingHouse) -> None:
        public = {"kind": "public", "delivery": "einvoice", "einvoice_scheme": "0216", "buyer_reference": "7"}
        customer = house.customer(house.aino, **public, business_id="9234567-0", einvoice_address="003792345670")
        written_id = house.submitted(house.aino, customer_id=customer)
        house.claim(written_id)
        page = house.cast.alice.browser().get(url(house, f"/{written_id}")).get_data(as_text=True)
        assert 'name="channel"' not in page

    def test_says_why_there_is_no_vat_as_the_invoice_will(self, house: WritingHouse) -> None:
        customer = house.customer(house.aino, business_id=y_tunnus())
        line = replace(KILN, vat="scheme:construction")
        written_id = house.submitted(house.aino, customer_id=customer, lines=(line,))
        body = house.cast.alice.browser().get(url(house, f"/{written_id}")).get_data(as_text=True)
        assert "Reverse charge: AVL 8 c §" in body

    def test_shows_prices_with_the_decimals_they_have(self, house: WritingHouse) -> None:
        lines = (replace(KILN, price="1 250,50"), replace(KILN, price="0,1255"))
        written_id = house.submitted(house.aino, lines=lines)
        body = house.cast.alice.browser().get(url(house, f"/{written_id}")).get_data(as_text=True).split("<main")[1]
        assert ">1,250.50<" in body
        assert ">0.1255<" in body

    def test_returns_with_a_reason(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.claim(written_id)
        browser, one = house.cast.alice.browser(), url(house, f"/{written_id}")
        nothing = browser.post(f"{one}/return", data={})
        assert nothing.status_code == 422
        assert "Say what has to be corrected." in nothing.get_data(as_text=True)
        told = {"reason.lines.1.price": "Per hour?", "message": "Thanks" * 5000}
        refused = browser.post(f"{one}/return", data=told)
        page = html.fromstring(refused.get_data(as_text=True))
        assert refused.status_code == 422
        assert page.get_element_by_id("field-reason.lines.1.price").get("value") == "Per hour?"
        assert page.get_element_by_id("field-message").text == "Thanks" * 5000
        browser.post(f"{one}/return", data={"reason.message": "In Finnish, please", "message": "Thanks"})
        assert house.read(house.aino, written_id).reasons == {"message": "In Finnish, please"}

    def test_lets_go(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.claim(written_id)
        house.cast.alice.browser().post(url(house, f"/{written_id}/release"))
        assert house.read(house.aino, written_id).row.state == "submitted"

    def test_says_beforehand_that_it_takes_four_eyes(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.cast.alice)
        house.claim(written_id)
        browser, one = house.cast.alice.browser(), url(house, f"/{written_id}")
        asks = "this company asks for four eyes"
        assert asks not in browser.get(one).get_data(as_text=True)
        browser.post(url(house, "/settings"), data={"cut_off": "15:00", "day_ends": "17:00", "four_eyes": "y"})
        assert asks in browser.get(one).get_data(as_text=True)


class TestSettings:
    @pytest.mark.parametrize("cut_off", ["15:00+02:00", "15:00:30", "25:00", "soon", ""])
    def test_read_times_of_day_and_nothing_else(self, house: WritingHouse, cut_off: str) -> None:
        typed = {"cut_off": cut_off, "day_ends": "17:00"}
        refused = house.cast.alice.browser().post(url(house, "/settings"), data=typed)
        assert refused.status_code == 422
        assert 'id="field-cut_off-error"' in refused.get_data(as_text=True)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"digits": "abc"}, "digits"),
            ({"digits": ""}, "digits"),
            ({"next_number": "-1"}, "next_number"),
            ({"next_number": "0"}, "next_number"),
            ({"prefix": "210"}, "prefix"),
        ],
    )
    def test_tell_what_is_wrong_with_a_prefix_at_its_field(
        self, house: WritingHouse, changes: dict[str, str], field: str
    ) -> None:
        house.prefix(house.eero, "21")
        typed = {"author": str(house.aino.user_id), "prefix": "22", "digits": "6", "next_number": "1", **changes}
        refused = house.cast.alice.browser().post(url(house, "/prefixes"), data=typed)
        assert refused.status_code == 422
        assert f'id="field-{field}-error"' in refused.get_data(as_text=True)

    def test_let_an_author_go_on_above_numbers_of_an_earlier_program(self, house: WritingHouse) -> None:
        card = house.customer(house.aino)
        with house.cast.alice.acting(in_=house.workspace_id):
            number = get_customer(house.workspace_id, card).number
        header = "number;customer_number;issued_on;due_on;total;open;vat_rate"
        listed = csv_file(f"22000017;{number};2026-09-01;2026-09-15;125,50;125,50;25,5", header=header)
        taken_over(house.cast.alice, house.cast.kuusi, listed, total=Decimal("125.50"))
        typed = {"author": str(house.aino.user_id), "prefix": "22", "digits": "6", "next_number": "17"}
        browser = house.cast.alice.browser()
        refused = browser.post(url(house, "/prefixes"), data=typed).get_data(as_text=True)
        assert 'id="field-next_number-error"' in refused
        assert "The number 17 exists already; begin above it." in refused
        assert browser.post(url(house, "/prefixes"), data={**typed, "next_number": "18"}).status_code == 303

    def test_lead_to_invoices_that_are_found_by_a_long_prefix(self, house: WritingHouse) -> None:
        browser = house.cast.alice.browser()
        typed = {"author": str(house.aino.user_id), "prefix": "100102", "digits": "4", "next_number": "17"}
        refused = browser.post(url(house, "/prefixes"), data=typed).get_data(as_text=True)
        assert "The prefix 100102 and 10 of another series begin alike." in refused
        assert f'href="/w/{house.workspace_id}/streams"' in refused
        with house.cast.alice.acting(in_=house.workspace_id):
            (first,) = series_rows(house.workspace_id)
        company = {"name": first.name, "prefix": "100101", "digits": "4", "next_number": "1"}
        assert browser.post(f"/w/{house.workspace_id}/series/{first.id}", data=company).status_code == 303
        assert browser.post(url(house, "/prefixes"), data=typed).status_code == 303
        for author in (house.aino, house.eero):
            house.sent_on(house.submitted(author))
        for member, seen in ((house.cast.alice, True), (house.cast.charlie, False)):
            found = member.browser().get("/search?q=100102%25").get_data(as_text=True)
            assert ("1001020017" in found, "1001010001" in found) == (seen, False)

    def test_say_also_what_no_field_asks_for(self, house: WritingHouse, app: Flask) -> None:
        with app.test_request_context(), house.cast.alice.acting(in_=house.workspace_id) as (actor, _now):
            typed, wrong = DeskInput("15:00", "17:00", four_eyes=False), Problem("name", msg("Choose a day."))
            page = settings_page(actor, house.workspace_id, typed, (wrong,))
        assert page.others == (wrong.message,)

    def test_keep_the_cut_off_and_give_prefixes(self, house: WritingHouse) -> None:
        browser, at = house.cast.alice.browser(), url(house, "/settings")
        assert browser.post(at, data={"cut_off": "25", "day_ends": "17:00"}).status_code == 422
        browser.post(at, data={"cut_off": "14:00", "day_ends": "17:00", "four_eyes": "y"})
        assert 'value="14:00"' in browser.get(at).get_data(as_text=True)
        prefix = {"author": str(house.aino.user_id), "prefix": "21", "digits": "6", "next_number": "1"}
        assert browser.post(url(house, "/prefixes"), data={**prefix, "author": ""}).status_code == 422
        assert browser.post(url(house, "/prefixes"), data=prefix).status_code == 303
        assert "Your invoice numbers begin with 21" in house.aino.browser().get(
            f"/w/{house.workspace_id}/written"
        ).get_data(as_text=True)
