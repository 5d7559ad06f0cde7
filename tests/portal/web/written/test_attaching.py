"""Attaching files to an invoice as it is written."""

from io import BytesIO
from typing import Any

from factories.attached import PDF
from factories.written import WritingHouse
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from billing.attachments.rules.taking import take
from tenants.kernel.ids import WrittenId

SHA256 = take("tunnit.pdf", PDF).sha256
TYPED = {"version": "2", "lines.1.text": "Oven", "lines.1.quantity": "1", "lines.1.price": "49", "lines.1.unit": "C62"}


def attach(browser: FlaskClient, page: str, *files: tuple[str, bytes], **changes: str) -> TestResponse:
    data: dict[str, Any] = {**TYPED, **changes, "files": [(BytesIO(data), name) for name, data in files]}
    return browser.post(f"{page}/attached", data=data, content_type="multipart/form-data")


def main(answer: TestResponse) -> str:
    return answer.get_data(as_text=True).partition("<main")[2]


def draft(house: WritingHouse) -> tuple[WrittenId, str]:
    written_id = house.draft(house.aino)
    return written_id, f"/w/{house.workspace_id}/written/{written_id}"


class TestAttach:
    def test_keeps_what_was_typed_and_the_file(self, house: WritingHouse) -> None:
        browser, (written_id, page) = house.aino.browser(), draft(house)
        assert attach(browser, page, ("tunnit.pdf", PDF)).headers["Location"] == f"{page}#attached"
        assert house.read(house.aino, written_id).typed.lines[0].text == "Oven"
        assert f'href="{page}/attached/{SHA256}"' in main(browser.get(page))
        assert browser.get(f"{page}/attached/{SHA256}").data == PDF

    def test_says_at_the_field_what_is_not_taken_and_keeps_what_was_typed(self, house: WritingHouse) -> None:
        browser, (written_id, page) = house.aino.browser(), draft(house)
        answer = attach(browser, page, ("tunnit.pdf", b"MZ\x90"))
        assert answer.status_code == 422
        assert 'href="#field-files"' in main(answer)
        assert "tunnit.pdf isn&#39;t a PDF" in main(answer)
        assert house.read(house.aino, written_id).typed.lines[0].text == "Oven"

    def test_is_hidden_from_another_author_and_a_stranger(self, house: WritingHouse) -> None:
        browser, (_, page) = house.aino.browser(), draft(house)
        attach(browser, page, ("tunnit.pdf", PDF))
        for other in (house.eero, house.cast.charlie):
            assert other.browser().get(f"{page}/attached/{SHA256}").status_code == 404
            assert attach(other.browser(), page, ("b.pdf", PDF)).status_code == 404


class TestDetach:
    def test_takes_one_off(self, house: WritingHouse) -> None:
        browser, (written_id, page) = house.aino.browser(), draft(house)
        attach(browser, page, ("tunnit.pdf", PDF))
        version = str(house.read(house.aino, written_id).version)
        browser.post(f"{page}/attached/remove", data={**TYPED, "version": version, "remove": SHA256})
        assert house.read(house.aino, written_id).attached == ()


class TestAfterwards:
    def test_the_desk_and_the_invoice_show_them(self, house: WritingHouse) -> None:
        browser, (written_id, page) = house.aino.browser(), draft(house)
        customer = house.read(house.aino, written_id).typed.customer_id
        attach(browser, page, ("tunnit.pdf", PDF), customer_id=customer)
        house.submit(house.aino, written_id)
        alice = house.cast.alice.browser()
        assert f'href="{page}/attached/{SHA256}"' in main(alice.get(f"/w/{house.workspace_id}/desk/{written_id}"))
        invoice = f"/w/{house.workspace_id}/invoices/{house.sent_on(written_id)}"
        assert f'href="{invoice}/attached/{SHA256}"' in main(alice.get(invoice))
        assert browser.get(f"{invoice}/attached/{SHA256}").data == PDF
        assert house.eero.browser().get(f"{invoice}/attached/{SHA256}").status_code == 404
