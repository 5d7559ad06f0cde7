"""Writing an invoice in the portal, as authors and client users do."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from factories.articles import new_article, new_list, priced
from factories.requests import new_customer, seller_input
from factories.written import KILN, WritingHouse
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import update

from billing.customers.queries import find_by_number
from billing.desk.models import WrittenRequest
from billing.desk.queries import WrittenQuery, previewed, written_rows
from billing.desk.rules.typed import MOST_LINES
from billing.documents.invoice import invoice_document
from billing.documents.look import Look
from billing.exchange.actions import keep_rates
from billing.exchange.rules import Rate
from billing.factoring.actions import AgreementInput, save_agreement
from billing.seller.actions import save_seller
from billing.streams.actions import NewStream, open_stream
from portal.web.written import form
from tenants.kernel.db import db
from tenants.kernel.ids import WrittenId

HTMX = {"HX-Request": "true"}


def url(house: WritingHouse, written_id: object = "", more: str = "") -> str:
    return f"/w/{house.workspace_id}/written{f'/{written_id}' if written_id else ''}{more}"


def begun(house: WritingHouse, browser: FlaskClient) -> str:
    return browser.post(url(house)).headers["Location"].rpartition("/")[2]


def typed(house: WritingHouse, **changes: str) -> dict[str, str]:
    line = {"text": "Kiln", "quantity": "2", "unit": "C62", "price": "100", "discount": "", "vat": ""}
    return {"version": "1", **{f"lines.1.{name}": value for name, value in line.items()}, **changes}


class TestWriting:
    def test_keeps_a_draft_as_it_is_typed_and_says_what_it_comes_to(self, house: WritingHouse) -> None:
        browser = house.aino.browser()
        written_id = begun(house, browser)
        answer = browser.post(url(house, written_id, "/save"), data=typed(house), headers=HTMX)
        body = answer.get_data(as_text=True)
        assert 'name="version" value="2"' in body
        assert "251.00" in body
        assert "<html" not in body

    def test_says_that_another_tab_was_quicker_and_keeps_that_ones_text(self, house: WritingHouse) -> None:
        browser = house.aino.browser()
        written_id = begun(house, browser)
        for text in ("From one tab", "From the other"):
            data = typed(house, **{"lines.1.text": text})
            body = browser.post(url(house, written_id, "/save"), data=data, headers=HTMX).get_data(as_text=True)
        assert "changed in another tab" in body
        assert house.read(house.aino, WrittenId(written_id)).typed.lines[0].text == "From one tab"  # type: ignore[arg-type]  # text

    def test_fills_a_line_from_its_article(self, house: WritingHouse) -> None:
        alice, kuusi = house.cast.alice, house.cast.kuusi
        article = new_article(alice, kuusi, code="A-1", texts={"fi": "Savi", "en": "Clay"})
        priced(alice, kuusi, article, new_list(alice, kuusi, "Normal"), "12.50", date(2026, 1, 1))
        browser = house.aino.browser()
        data = typed(house, **{"lines.1.text": "", "lines.1.price": "", "lines.1.article": "A-1"})
        answer = browser.post(url(house, begun(house, browser), "/save"), data=data, headers=HTMX)
        assert answer.headers["HX-Retarget"] == "#written"
        assert 'value="12.50"' in answer.get_data(as_text=True)

    def test_takes_the_price_of_the_day_of_delivery_and_no_vat_outside_the_register(self, house: WritingHouse) -> None:
        alice, kuusi = house.cast.alice, house.cast.kuusi
        article = new_article(alice, kuusi, code="A-1", texts={"fi": "Savi", "en": "Clay"})
        normal = new_list(alice, kuusi, "Normal")
        priced(alice, kuusi, article, normal, "12.50", date(2025, 1, 1))
        priced(alice, kuusi, article, normal, "13.75", date(2026, 1, 1))
        with alice.acting(in_=house.workspace_id) as (actor, now):
            save_seller(actor, house.workspace_id, seller_input(vat_id=None), now=now)
        written_id, browser = house.draft(house.aino), house.aino.browser()
        asked = {"lines.1.text": "", "lines.1.price": "", "lines.1.article": "A-1", "delivered_on": "31.12.2025"}
        browser.post(url(house, written_id, "/save"), data=typed(house, version="2", **asked))
        (line,) = house.read(house.aino, written_id).typed.lines
        assert (line.price, line.vat) == ("12.50", "")

    @pytest.mark.parametrize(
        ("days", "rate", "other"),
        [
            ({"delivered_on": "31.8.2024"}, "24%", "25.5%"),
            ({"period_end": "31.8.2024"}, "24%", "25.5%"),
            ({"delivered_on": "1.9.2024", "period_end": "31.8.2024"}, "25.5%", "24%"),
            ({"delivered_on": "1.1.1950"}, "25.5%", "24%"),
        ],
    )
    def test_offers_the_rates_of_the_day_of_supply(
        self, house: WritingHouse, days: dict[str, str], rate: str, other: str
    ) -> None:
        written_id = house.draft(house.aino, **days)
        page = house.aino.browser().get(url(house, written_id)).get_data(as_text=True)
        offered = re.findall(r'<option value="standard rate"[^>]*>([^<]*)', page)
        assert offered
        assert all(rate in option and other not in option for option in offered)

    def test_keeps_a_day_that_was_typed_the_nordic_way_in_the_browsers_own_field(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino, delivered_on="2.11.2026", period_end="soon")
        page = html.fromstring(house.aino.browser().get(url(house, written_id)).get_data(as_text=True))
        shown = [page.xpath(f"//input[@name='{name}']/@value")[0] for name in ("delivered_on", "period_end")]
        assert shown == ["2026-11-02", "soon"]

    def test_adds_and_removes_lines_without_a_script(self, house: WritingHouse) -> None:
        browser = house.aino.browser()
        written_id = begun(house, browser)
        browser.post(url(house, written_id, "/save"), data=typed(house, do="add"))
        page = browser.get(url(house, written_id)).get_data(as_text=True)
        assert 'name="lines.2.text"' in page
        browser.post(url(house, written_id, "/save"), data=typed(house, version="2", do="remove:1"))
        assert 'value="Kiln"' not in browser.get(url(house, written_id)).get_data(as_text=True)

    def test_takes_no_more_lines_than_it_keeps(self, house: WritingHouse) -> None:
        written_id, browser = house.draft(house.aino, lines=(KILN,) * MOST_LINES), house.aino.browser()
        lines = {
            f"lines.{n}.{name}": value
            for n in range(1, MOST_LINES + 1)
            for name, value in (("text", "Kiln"), ("price", "1"))
        }
        browser.post(url(house, written_id, "/save"), data={"version": "2", "do": "add", **lines})
        page = browser.get(url(house, written_id)).get_data(as_text=True)
        assert f"at most {MOST_LINES} lines" in page
        assert 'value="add"' not in page
        assert len(house.read(house.aino, written_id).typed.lines) == MOST_LINES

    def test_says_how_long_a_text_may_be(self, house: WritingHouse) -> None:
        form = html.fromstring(house.aino.browser().get(url(house, house.draft(house.aino))).data)
        for name, longest in (("lines.1.text", "300"), ("order_reference", "70"), ("message", "2000")):
            assert form.get_element_by_id(f"field-{name}").get("maxlength") == longest

    def test_brings_a_new_customer_back_to_the_invoice(self, house: WritingHouse) -> None:
        browser = house.aino.browser()
        written_id = begun(house, browser)
        card = {
            "name": "Savipaja Oy",
            "kind": "business",
            "street": "Katu 1",
            "postal_code": "00100",
            "city": "Helsinki",
        }
        card |= {"country": "FI", "language": "fi", "delivery": "email", "email": "a@savi.example", "back": written_id}
        answer = browser.post(url(house, "customers/new"), data={**card, "postal_code": ""})
        assert answer.status_code == 422
        assert browser.post(url(house, "customers/new"), data=card).headers["Location"].endswith(written_id)
        assert "Savipaja Oy" in browser.get(url(house, written_id)).get_data(as_text=True)

    def test_takes_a_delivery_address_that_decides_over_the_vat(self, house: WritingHouse) -> None:
        browser = house.aino.browser()
        card = {"name": "Lera AB", "kind": "business", "vat_id": "SE556222222301", "country": "SE", "language": "sv"}
        card |= {"street": "Gatan 1", "postal_code": "111 20", "city": "Stockholm", "delivery": "email"}
        there = {"deliver_street": "Varastokatu 3", "deliver_postal_code": "20100", "deliver_country": "FI"}
        card |= {"email": "a@lera.example", "back": begun(house, browser), **there}
        refused = browser.post(url(house, "customers/new"), data=card)
        assert refused.status_code == 422
        page = html.fromstring(refused.get_data(as_text=True))
        assert page.xpath('//details[@open]//*[@id="field-deliver_city-error"]')
        browser.post(url(house, "customers/new"), data={**card, "deliver_city": "Turku"})
        customer = str(house.read(house.aino, WrittenId(UUID(card["back"]))).row.customer_id)
        data = typed(house, version="2", customer_id=customer, **{"lines.1.vat": "K"})
        refused = browser.post(url(house, card["back"], "/submit"), data=data)
        assert refused.status_code == 422
        said = "This stays in the company&#39;s own country, so it is no supply to another member state."
        assert said in refused.get_data(as_text=True)
        moved = {"deliver_city": "Malmö", "deliver_postal_code": "211 20", "deliver_country": ""}
        browser.post(url(house, f"customers/{customer}"), data={**card, **moved})
        version = str(house.read(house.aino, WrittenId(UUID(card["back"]))).version)
        data |= {"version": version}
        assert browser.post(url(house, card["back"], "/submit"), data=data).status_code == 303

    def test_names_above_a_card_what_it_has_no_field_for(self, house: WritingHouse) -> None:
        alice, kuusi = house.cast.alice, house.cast.kuusi
        new_customer(alice, kuusi, number="88", vat_category="AE", vat_id="FI20774740")
        with alice.acting(in_=kuusi.workspace_id):
            reversed_charge = find_by_number(kuusi.workspace_id, "88")
        assert reversed_charge is not None
        card = {"name": "Malli", "kind": "consumer", "business_id": "", "street": "Katu 1", "postal_code": "00100"}
        card |= {"city": "Helsinki", "country": "FI", "language": "fi", "delivery": "email", "email": "a@a.example"}
        answer = alice.browser().post(url(house, f"customers/{reversed_charge.id}"), data=card)
        assert answer.status_code == 422
        page = html.fromstring(answer.get_data(as_text=True))
        (told,) = page.xpath("//*[@data-errors]//li")
        assert told.text_content() == "A consumer doesn't account for VAT: choose another treatment."
        assert not page.xpath('//*[@id="field-name-error"]')

    def test_folds_the_delivery_address_of_a_card_that_has_none(self, house: WritingHouse) -> None:
        page = html.fromstring(house.aino.browser().get(url(house, "customers/new")).get_data(as_text=True))
        (folded,) = page.xpath('//details[.//*[@name="deliver_street"]]')
        assert "open" not in folded.attrib


class TestChoosing:
    """Where there are more customers or articles than a list can hold."""

    def test_finds_a_customer_by_a_word_of_the_name(self, house: WritingHouse, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(form, "MOST_CUSTOMERS", 1)
        for name in ("Aarni Oy", "Kuusi Keramiikka Oy"):
            house.customer(house.aino, name=name)
        house.customer(house.eero, name="Keramiikka Eero Oy")
        browser = house.aino.browser()
        written_id = begun(house, browser)
        assert "Kuusi Keramiikka Oy, " not in shown(browser, url(house, written_id))
        answer = browser.post(url(house, written_id, "/save"), data=typed(house, do="find", find="keram"))
        found = shown(browser, answer.headers["Location"])
        assert "Kuusi Keramiikka Oy, " in found
        assert "Eero Oy" not in found
        assert "No customer is found by that." in shown(browser, url(house, written_id, "?find=zzz"))
        assert house.read(house.aino, WrittenId(UUID(written_id))).typed.lines[0].text == "Kiln"

    def test_takes_the_code_of_an_article(self, house: WritingHouse, monkeypatch: pytest.MonkeyPatch) -> None:
        alice, kuusi = house.cast.alice, house.cast.kuusi
        for code in ("A-1", "A-2"):
            new_article(alice, kuusi, code=code, texts={"fi": "Savi", "en": f"Clay {code}"})
        monkeypatch.setattr(form, "MOST_ARTICLES", 1)
        browser = house.aino.browser()
        written_id = begun(house, browser)
        assert '<select id="field-lines.1.article"' not in shown(browser, url(house, written_id))
        data = typed(house, **{"lines.1.text": "", "lines.1.price": "", "lines.1.article": "A-2"})
        body = browser.post(url(house, written_id, "/save"), data=data, headers=HTMX).get_data(as_text=True)
        assert "Savi" in body or "Clay A-2" in body


def shown(browser: FlaskClient, path: str) -> str:
    return browser.get(path).get_data(as_text=True).split("<main")[1]


class TestSubmitting:
    def test_leads_to_what_has_to_be_changed(self, house: WritingHouse) -> None:
        browser = house.aino.browser()
        written_id = begun(house, browser)
        answer = browser.post(url(house, written_id, "/submit"), data=typed(house, **{"lines.1.price": ""}))
        body = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert 'href="#field-customer_id"' in body
        assert 'href="#field-lines.1.price"' in body

    def test_says_by_when_it_goes_out(self, house: WritingHouse) -> None:
        browser, written_id = house.aino.browser(), house.draft(house.aino)
        customer = str(house.read(house.aino, written_id).row.customer_id)
        data = typed(house, version="2", customer_id=customer)
        answer = browser.post(url(house, written_id, "/submit"), data=data, follow_redirects=True)
        assert "It is due out by" in answer.get_data(as_text=True)

    def test_shows_days_and_prices_as_the_reader_writes_them(self, house: WritingHouse) -> None:
        days = {"delivered_on": "2.11.2026", "period_start": "2026-11-01", "period_end": ""}
        written_id = house.submitted(house.aino, **days)
        said = shown(house.aino.browser(), url(house, written_id))
        assert "2 Nov 2026" in said
        assert "1 Nov 2026 – " in said
        assert "1,250.50" in said

    def test_shows_the_reasons_it_came_back_with_at_their_fields(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.returned(written_id)
        browser = house.aino.browser()
        assert "need correction: 1" in browser.get(url(house)).get_data(as_text=True)
        page = browser.get(url(house, written_id)).get_data(as_text=True)
        assert "From the check: Which kiln?" in page
        assert "The conversation about it" in page
        about = house.read(house.aino, written_id).row.conversation_id
        talk = browser.get(f"/w/{house.workspace_id}/questions/{about}")
        assert "Please say more." in talk.get_data(as_text=True)

    def test_shows_a_reason_at_the_very_field_that_it_is_about(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino, lines=(KILN, replace(KILN, text="Glaze")))
        house.claim(written_id)
        desk, one = house.cast.alice.browser(), f"/w/{house.workspace_id}/desk/{written_id}"
        said = {
            "lines.1.price": "Per hour?",
            "lines.2.text": "Which glaze?",
            "lines.2.quantity": "How many?",
            "lines.2.unit": "Of what?",
            "lines.2.vat": "At which rate?",
            "vat_reason": "Say why.",
        }
        page = shown(desk, one)
        assert [name for name in said if f'name="reason.{name}"' not in page] == []
        assert 'name="reason.stream_id"' not in page
        told = {f"reason.{name}": text for name, text in {**said, "lines.9.text": "Nowhere"}.items()}
        assert desk.post(f"{one}/return", data=told).status_code == 303
        assert house.read(house.aino, written_id).reasons == said
        form = html.fromstring(house.aino.browser().get(url(house, written_id)).data)
        for name, text in said.items():
            assert text in form.get_element_by_id(f"field-{name}-error").text_content()

    def test_shows_a_reason_at_the_stream_where_there_are_several(self, house: WritingHouse) -> None:
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now):
            open_stream(actor, house.workspace_id, NewStream("rent", "Rent", "20", 6), now=now)
        written_id = house.submitted(house.aino)
        house.claim(written_id)
        desk, one = house.cast.alice.browser(), f"/w/{house.workspace_id}/desk/{written_id}"
        assert 'name="reason.stream_id"' in shown(desk, one)
        desk.post(f"{one}/return", data={"reason.stream_id": "It is rent."})
        form = html.fromstring(house.aino.browser().get(url(house, written_id)).data)
        assert "It is rent." in form.get_element_by_id("field-stream_id-error").text_content()

    def test_shows_a_reason_of_a_whole_line_at_its_text(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.returned(written_id)
        with house.cast.alice.acting(in_=house.workspace_id):
            kept = update(WrittenRequest).where(WrittenRequest.workspace_id == house.workspace_id)
            db.session.execute(kept.values(reasons={"lines.1": "Which glaze?"}))
        form = html.fromstring(house.aino.browser().get(url(house, written_id)).data)
        assert "Which glaze?" in form.get_element_by_id("field-lines.1.text-error").text_content()

    def test_can_be_taken_back_and_copied(self, house: WritingHouse) -> None:
        browser, written_id = house.aino.browser(), house.submitted(house.aino)
        browser.post(url(house, written_id, "/withdraw"))
        copy = browser.post(url(house, written_id, "/copy")).headers["Location"].rpartition("/")[2]
        assert 'value="Kiln, large"' in browser.get(url(house, copy)).get_data(as_text=True)


class TestPreview:
    def test_is_drawn_by_the_same_code_and_says_what_is_missing(self, house: WritingHouse) -> None:
        browser, written_id = house.aino.browser(), house.draft(house.aino)
        assert browser.get(url(house, written_id, "/preview.pdf")).data.startswith(b"%PDF")
        wrong = house.draft(house.aino, lines=(replace(KILN, price=""),))
        answer = browser.get(url(house, wrong, "/preview.pdf"))
        assert answer.status_code == 409
        assert "The price is missing." in answer.get_data(as_text=True)

    def test_states_vat_in_the_national_currency_and_who_is_paid_as_the_invoice_will(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino, house.customer(house.aino, currency="SEK"))
        path = url(house, written_id, "/preview.pdf")
        assert house.aino.browser().get(path).status_code == 409  # no rate of that currency is kept
        agreed = AgreementInput(
            name="Pohjolan Saatavat Oy", iban="FI2112345600000785", streams=frozenset({house.stream_id})
        )
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now):
            keep_rates([Rate("SEK", house.today - timedelta(days=2), Decimal(10), "ECB")], now=now)
            save_agreement(actor, house.workspace_id, agreed, now=now)
        assert house.aino.browser().get(path).data.startswith(b"%PDF")
        with house.aino.acting(in_=house.workspace_id) as (_actor, now):
            content = previewed(house.workspace_id, written_id, now=now).content
        assert (content.vat_currency, content.totals.vat_in_vat_currency) == ("EUR", Decimal("63.78"))
        assert content.payee is not None
        assert [transfer.account for means in content.payment_means for transfer in means.transfers] == [agreed.iban]
        document = invoice_document(content, Look(slip="tilisiirto"), "fi")
        assert document.slip is not None
        assert (document.slip.has_barcode, document.slip.has_qr) == (False, False)


class TestOthers:
    def test_find_nothing_of_an_author_by_address_list_search_or_file(self, house: WritingHouse) -> None:
        house.prefix(house.aino, "21")
        sent, draft = house.submitted(house.aino), house.draft(house.aino)
        invoice_id = house.sent_on(sent)
        customer_id = house.read(house.aino, sent).row.customer_id
        eero, where = house.eero.browser(), f"/w/{house.workspace_id}"
        for path in ("", "/preview.pdf"):
            assert eero.get(url(house, draft, path)).status_code == 404
        for path in ("/save", "/submit", "/withdraw", "/copy"):
            assert eero.post(url(house, draft, path), data=typed(house)).status_code == 404
        for path in (f"/customers/{customer_id}", f"/written/customers/{customer_id}", f"/invoices/{invoice_id}"):
            assert eero.get(f"{where}{path}").status_code == 404
        for path in (url(house), f"{where}/invoices", f"{where}/customers", "/search?q=Tuohi", "/search?q=21%25"):
            body = eero.get(path).get_data(as_text=True)
            assert "Terva" not in body, path
            assert "210001" not in body, path

    def test_of_other_firms_and_clients_find_no_such_place(self, house: WritingHouse) -> None:
        for stranger in (house.cast.charlie, house.cast.dora):
            browser = stranger.browser()
            assert browser.get(url(house)).status_code == 404
            assert browser.post(url(house)).status_code == 404
            assert browser.get(url(house, uuid4())).status_code == 404

    def test_who_edit_for_the_client_see_what_its_authors_write(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino)
        assert house.cast.bob.browser().get(url(house, written_id)).status_code == 200
        with house.cast.bob.acting(in_=house.workspace_id):
            assert [row.id for row in written_rows(house.workspace_id, WrittenQuery())] == [written_id]
