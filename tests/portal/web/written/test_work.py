"""ROT and RUT work in the form, as an author in Sweden writes it and the desk checks it."""

import re

import pytest
from factories.looking import Visitor, serve, signed_in
from factories.working import perform
from factories.written import WritingHouse
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from playwright.sync_api import Browser
from sqlalchemy import text

from billing.desk.rules.checklist import CHECKS
from billing.invoices.queries import get_invoice
from tenants.kernel.db import db
from tenants.kernel.ids import WrittenId

HTMX = {"HX-Request": "true"}
MASKED = "********-**74"
HOME = {"street": "Ekvägen 2", "postal_code": "114 55", "city": "Stockholm", "country": "SE", "language": "sv"}
TICKED = {f"check.{name}": "y" for name in CHECKS}
# The digits as they could be typed, and their bytes as a column of bytes shows them.
CLEAR = ("8112289874", "811228-9874", b"8112289874".hex(), b"811228-9874".hex())


def draft(se: WritingHouse, kind: str = "consumer") -> WrittenId:
    business_id = {} if kind == "business" else {"business_id": ""}
    customer = se.customer(se.aino, kind=kind, **{**HOME, **business_id})
    return se.draft(se.aino, customer)


def url(se: WritingHouse, written_id: object, more: str = "", area: str = "written") -> str:
    return f"/w/{se.workspace_id}/{area}/{written_id}{more}"


def main(body: str) -> str:
    return re.sub(r"\s+", " ", body.split("<main")[1])


def typed(se: WritingHouse, written_id: WrittenId, **changes: str) -> dict[str, str]:
    """Return the form as somebody fills it in at the version that is kept."""
    found = se.read(se.aino, written_id)
    line = {"text": "Målning", "quantity": "8", "unit": "HUR", "price": "500", "discount": "", "vat": ""}
    line |= {"work_kind": "painting", "work_hours": "8"}
    head = {"customer_id": found.typed.customer_id, "personal_id": "811228-9874", "property_name": "Eken 1:23"}
    of_line = {f"lines.1.{name}": value for name, value in line.items()}
    return {"version": str(found.version), **head, "association": "", "apartment": "", **of_line, **changes}


def value_of(page: str, name: str) -> str:
    (found,) = html.fromstring(page).xpath(f'//input[@name="{name}"]/@value')
    return str(found)


def reviewed(browser: FlaskClient, one: str) -> dict[str, str]:
    page = browser.get(one).get_data(as_text=True)
    return {name: value_of(page, name) for name in ("shown", "issued_on", "due_on")}


class TestWork:
    def test_goes_from_the_form_by_way_of_a_correction_to_the_invoice(self, se: WritingHouse) -> None:
        written_id, aino, desk = draft(se), se.aino.browser(), se.cast.alice.browser()
        told = []

        def seen(answer: object) -> str:
            body = str(answer.get_data(as_text=True))  # type: ignore[attr-defined]  # of the client
            told.append(body)
            return body

        saved = seen(aino.post(url(se, written_id, "/save"), data=typed(se, written_id), headers=HTMX))
        assert value_of(saved, "personal_id") == MASKED
        again = typed(se, written_id, personal_id=MASKED)
        assert 'name="personal_id"' not in seen(aino.post(url(se, written_id, "/save"), data=again, headers=HTMX))
        page = main(seen(aino.get(url(se, written_id))))
        for shown in (MASKED, "Eken 1:23", "1,500.00", "3,500.00"):
            assert shown in page, shown
        assert aino.get(url(se, written_id, "/preview.pdf")).status_code == 200
        wrong = {"lines.1.work_hours": "", "property_name": "", "personal_id": MASKED}
        refused = aino.post(url(se, written_id, "/submit"), data=typed(se, written_id, **wrong))
        assert refused.status_code == 422
        for field in ("lines.1.work_hours", "property_name"):
            assert f'href="#field-{field}"' in seen(refused)
        again = {"personal_id": MASKED}
        assert aino.post(url(se, written_id, "/submit"), data=typed(se, written_id, **again)).status_code == 303
        one = url(se, written_id, area="desk")
        desk.post(f"{one}/claim")
        page = main(seen(desk.get(one)))
        for shown in ("ROT, painting and wallpapering, 8 hours", MASKED, "Eken 1:23", "1,500.00", "3,500.00"):
            assert shown in page, shown
        said = {"reason.personal_id": "Whose is it?", "reason.property_name": "Which house?"}
        assert desk.post(f"{one}/return", data=said).status_code == 303
        page = main(seen(aino.get(url(se, written_id))))
        for reason in said.values():
            assert f"From the check: {reason}" in page
        again = {"personal_id": MASKED, "property_name": "Eken 1:24"}
        assert aino.post(url(se, written_id, "/submit"), data=typed(se, written_id, **again)).status_code == 303
        assert "ROT" in main(seen(aino.get(url(se, written_id))))
        desk.post(f"{one}/claim")
        assert desk.post(f"{one}/send", data={**TICKED, **reviewed(desk, one)}).status_code == 303
        row = se.read(se.aino, written_id).row
        assert row.invoice_id is not None
        with se.aino.acting(in_=se.workspace_id):
            content = get_invoice(se.workspace_id, row.invoice_id).content
        assert content.totals.payable == content.totals.gross - 1500
        assert any("Eken 1:24" in note.text for note in content.notes)
        page = main(seen(aino.get(f"/w/{se.workspace_id}/invoices/{row.invoice_id}")))
        assert "Tax reduction, claimed from Skatteverket" in page
        assert not any(digits in body for body in told for digits in CLEAR[:2])
        assert kept_in_clear(se) == []

    def test_is_seen_by_no_other_author_and_no_stranger(self, se: WritingHouse) -> None:
        written_id = draft(se)
        se.aino.browser().post(url(se, written_id, "/save"), data=typed(se, written_id))
        for other in (se.eero, se.cast.charlie):
            browser = other.browser()
            assert browser.get(url(se, written_id)).status_code == 404
            for act in ("/save", "/submit", "/copy"):
                assert browser.post(url(se, written_id, act), data=typed(se, written_id)).status_code == 404
        assert se.read(se.aino, written_id).typed.personal_id == MASKED

    def test_stays_in_a_copy_but_not_for_another_customer(self, se: WritingHouse) -> None:
        written_id, browser = draft(se), se.aino.browser()
        browser.post(url(se, written_id, "/save"), data=typed(se, written_id))
        copy = browser.post(url(se, written_id, "/copy")).headers["Location"].rpartition("/")[2]
        assert value_of(browser.get(url(se, copy)).get_data(as_text=True), "personal_id") == MASKED
        other = se.customer(se.aino, kind="consumer", business_id="", name="Elsa Ek", **HOME)
        data = typed(se, WrittenId(copy), personal_id=MASKED, customer_id=str(other))  # type: ignore[arg-type]  # text
        answer = browser.post(url(se, copy, "/save"), data=data, headers=HTMX)
        assert value_of(answer.get_data(as_text=True), "personal_id") == ""

    def test_keeps_nothing_of_a_number_that_is_not_valid(self, se: WritingHouse) -> None:
        written_id, browser = draft(se), se.aino.browser()
        browser.post(url(se, written_id, "/save"), data=typed(se, written_id))
        wrong = typed(se, written_id, personal_id="811228-9875")
        answer = browser.post(url(se, written_id, "/submit"), data=wrong)
        assert answer.status_code == 422
        body = answer.get_data(as_text=True)
        assert 'href="#field-personal_id"' in body
        assert "811228-" not in body
        with se.aino.acting(in_=se.workspace_id):
            assert db.session.scalar(text("select count(*) from written_person")) == 0

    def test_is_refused_for_a_business(self, se: WritingHouse) -> None:
        written_id = draft(se, "business")
        answer = se.aino.browser().post(url(se, written_id, "/submit"), data=typed(se, written_id))
        assert answer.status_code == 422
        assert 'href="#field-lines.1.work_kind"' in answer.get_data(as_text=True)

    def test_is_asked_for_in_sweden_only(self, house: WritingHouse) -> None:
        page = house.aino.browser().get(url(house, house.draft(house.aino))).get_data(as_text=True)
        assert 'name="personal_id"' not in page
        assert "work_kind" not in page

    @pytest.mark.parametrize("act", ["/attached", "/attached/remove"])
    def test_is_masked_too_where_a_file_is_attached(self, se: WritingHouse, act: str) -> None:
        written_id = draft(se)
        se.aino.browser().post(url(se, written_id, act), data=typed(se, written_id))
        assert se.read(se.aino, written_id).typed.personal_id == MASKED
        assert kept_in_clear(se) == []

    def test_goes_out_with_others_too(self, se: WritingHouse) -> None:
        written_id, aino, desk = draft(se), se.aino.browser(), se.cast.alice.browser()
        aino.post(url(se, written_id, "/submit"), data=typed(se, written_id))
        many = url(se, "together", area="desk")
        page = desk.post(many, data={"id": str(written_id)}).get_data(as_text=True)
        assert MASKED in page
        given = {name: value_of(page, name) for name in ("batch", "issued_on", f"mark.{written_id}")}
        desk.post(f"{many}/send", data={**TICKED, **given})
        perform(se.cast.alice.app, "send_together", "workspace", se.workspace_id)
        assert se.read(se.aino, written_id).row.state == "approved"

    def test_is_fit_for_everybody_while_written_while_wrong_and_at_the_desk(
        self, app: Flask, se: WritingHouse, browser: Browser
    ) -> None:
        written_id = draft(se)
        with serve(app) as site:
            visitor = Visitor(browser, site)
            page = visitor.page_as(signed_in(se.aino))
            page.goto(site + url(se, written_id))
            page.locator(".written-work > summary").first.click()
            page.locator("[name='lines.1.work_kind']").select_option("painting")
            page.locator(".written-home > summary").click()
            page.locator("[name='personal_id']").fill("811228-9874")
            with page.expect_navigation():
                page.locator("button[formaction$='/submit']").click()
            page.locator("a[href='#field-property_name']").wait_for()
            visitor.look(page)
            se.aino.browser().post(url(se, written_id, "/submit"), data=typed(se, written_id))
            visitor.visit(signed_in(se.aino), url(se, written_id))
            visitor.visit(signed_in(se.cast.alice), url(se, written_id, area="desk"))
            visitor.close()
        # The refused form is answered as one, which the browser tells of.
        assert [each for each in visitor.wrong if "422" not in each[1]] == []


def kept_in_clear(se: WritingHouse) -> list[str]:
    """Return the tables in which a column holds the personal id in clear, of all that the application may read."""
    granted = """
        select distinct table_name from information_schema.role_table_grants
            where grantee = current_user and privilege_type = 'SELECT' and table_schema = 'public'
    """
    with se.cast.alice.acting(in_=se.workspace_id):
        tables = db.session.scalars(text(granted)).all()
        assert {"written_person", "request_person", "written_request", "journal", "file", "task"} <= set(tables)
        rows = {name: str(db.session.scalars(text(f"select t::text from {name} t")).all()) for name in tables}
    return [name for name, kept in rows.items() if any(digits in kept for digits in CLEAR)]
