"""Work for the household deduction (kotitalousvähennys), from the form to the invoice, as an author writes it."""

from dataclasses import replace

import pytest
from factories.written import KILN, WritingHouse
from flask.testing import FlaskClient

from billing.desk.queries import NoSuchWritten, previewed
from billing.invoices.queries import get_invoice
from tenants.kernel.ids import WrittenId

WORK = replace(KILN, text="Painting", quantity="1", price="800", household_work="yes")
CLAY = replace(KILN, text="Paint", quantity="1", price="200")
SAID = "1\N{NO-BREAK SPACE}004,00 EUR"  # 800.00 with 25.5 % VAT, as an invoice in Finnish says it
LABEL = "Work that gives the household deduction"
TICK = 'name="lines.1.household_work"'


def draft(house: WritingHouse, kind: str = "consumer") -> WrittenId:
    business_id = {"business_id": ""} if kind == "consumer" else {}
    customer_id = house.customer(house.aino, kind=kind, **business_id)
    return house.draft(house.aino, customer_id, lines=(WORK, CLAY))


def shown(browser: FlaskClient, path: str) -> str:
    return browser.get(path).get_data(as_text=True).split("<main")[1]


def url(house: WritingHouse, written_id: object, more: str = "") -> str:
    return f"/w/{house.workspace_id}/written/{written_id}{more}"


def form(house: WritingHouse, written_id: WrittenId, version: str, **more: str) -> dict[str, str]:
    line = {"text": "Painting", "quantity": "1", "unit": "C62", "price": "800", "discount": "", "vat": ""}
    customer = str(house.read(house.aino, written_id).row.customer_id)
    named = {f"lines.1.{name}": value for name, value in line.items()}
    return {"version": version, "customer_id": customer, **named, **more}


class TestHouseholdWork:
    def test_is_kept_as_it_is_ticked_and_taken_off_again(self, house: WritingHouse) -> None:
        written_id, browser = draft(house), house.aino.browser()
        kept = []
        for version, more in (("2", {}), ("3", {"lines.1.household_work": "yes"})):
            browser.post(url(house, written_id, "/save"), data=form(house, written_id, version, **more))
            kept.append(house.read(house.aino, written_id).typed.lines[0].household_work)
        assert kept == ["", "yes"]
        assert TICK in shown(browser, url(house, written_id))

    def test_stays_in_a_copy(self, house: WritingHouse) -> None:
        browser = house.aino.browser()
        copy = browser.post(url(house, draft(house), "/copy")).headers["Location"].rpartition("/")[2]
        assert [line.household_work for line in house.read(house.aino, WrittenId(copy)).typed.lines] == ["yes", ""]  # type: ignore[arg-type]  # text

    def test_is_told_apart_in_the_preview_at_the_desk_and_on_the_invoice(self, house: WritingHouse) -> None:
        written_id = draft(house)
        with house.aino.acting(in_=house.workspace_id) as (_, now):
            preview = previewed(house.workspace_id, written_id, now=now)
        assert SAID in preview.content.notes[-1].text
        house.submit(house.aino, written_id)
        assert LABEL in shown(house.aino.browser(), url(house, written_id))
        assert LABEL in shown(house.cast.alice.browser(), f"/w/{house.workspace_id}/desk/{written_id}")
        invoice_id = house.sent_on(written_id)
        with house.aino.acting(in_=house.workspace_id):
            assert SAID in get_invoice(house.workspace_id, invoice_id).content.notes[-1].text

    def test_is_refused_at_its_tick_for_a_business(self, house: WritingHouse) -> None:
        written_id = draft(house, "business")
        data = form(house, written_id, "2", **{"lines.1.household_work": "yes"})
        answer = house.aino.browser().post(url(house, written_id, "/submit"), data=data)
        assert answer.status_code == 422
        assert 'href="#field-lines.1.household_work"' in answer.get_data(as_text=True)

    def test_is_hidden_from_another_author_and_a_stranger(self, house: WritingHouse) -> None:
        written_id = draft(house)
        with pytest.raises(NoSuchWritten):
            house.read(house.eero, written_id)
        for other in (house.eero, house.cast.charlie):
            assert other.browser().get(url(house, written_id)).status_code == 404
