"""The form on a request's page that puts it right."""

import re

from factories.forms import post
from factories.screens import RequestDesk
from werkzeug.test import TestResponse

from tenants.kernel.ids import RequestId


def page(desk: RequestDesk, request_id: RequestId) -> str:
    return main(desk.browser.get(f"{desk.url}/{request_id}"))


def main(answer: TestResponse) -> str:
    return answer.get_data(as_text=True).partition("<main")[2]


def mark(body: str) -> str:
    found = re.search(r'name="mark" value="([0-9a-f]+)"', body)
    assert found
    return found[1]


class TestFix:
    """From the list to the field, and back to a request that is ready."""

    def test_leads_from_the_list_to_the_field_and_puts_it_right(self, desk: RequestDesk) -> None:
        row = desk.row("R-4")
        listed = main(desk.browser.get(f"{desk.url}?state=invalid"))
        assert f'href="{desk.url}/{row.id}#field-line.1.vat"' in listed
        body = page(desk, row.id)
        assert "Correct it in the program it came from" not in body
        assert re.search(r'<select id="field-line\.1\.vat"[^>]*aria-invalid="true"', body)
        assert re.search(r'<option value="S:14" selected>14', body)
        fields = {"mark": mark(body), "line.1.vat": "S:25.5"}
        answer = post(desk.browser, f"{desk.url}/{row.id}/fix", fields, follow_redirects=True)
        assert "Saved. The request is ready." in answer.get_data(as_text=True)
        assert desk.row("R-4").state == "ready"

    def test_offers_each_unit_by_its_name_once(self, desk: RequestDesk) -> None:
        offered = re.findall(r'<select id="field-line\.1\.unit".*?</select>', page(desk, desk.row("R-1").id), re.DOTALL)
        names = re.findall(r'<option value="([A-Z0-9]+)"( selected)?>([^<]+)', offered[0])
        assert [(code, name) for code, selected, name in names if selected] == [("C62", "pcs")]
        assert len({name for *_, name in names}) == len(names) > 10

    def test_shows_what_was_typed_where_it_cannot_be_read(self, desk: RequestDesk) -> None:
        row = desk.row("R-1")
        fields = {"mark": mark(page(desk, row.id)), "line.1.quantity": "many", "line.1.price": "7,5"}
        answer = post(desk.browser, f"{desk.url}/{row.id}/fix", fields)
        assert answer.status_code == 422
        assert "many isn&#39;t a number." in main(answer)
        assert 'value="7,5"' in main(answer)
        assert '<details class="panel" open' in main(answer)

    def test_is_folded_away_on_one_that_is_ready_and_gone_from_one_that_left(self, desk: RequestDesk) -> None:
        body = page(desk, desk.row("R-1").id)
        assert '<details class="panel">' in body
        assert 'value="100"' in body
        assert "Put it right here" not in page(desk, desk.row("R-5").id)

    def test_asks_why_there_is_no_vat_only_where_there_is_none(self, desk: RequestDesk) -> None:
        row = desk.row("R-1")
        body = page(desk, row.id)
        assert "line.1.vat_reason" not in body
        post(desk.browser, f"{desk.url}/{row.id}/fix", {"mark": mark(body), "line.1.vat": "E"})
        body = page(desk, row.id)
        assert re.search(r'<input id="field-line\.1\.vat_reason"[^>]*aria-invalid="true"', body)
        fields = {"mark": mark(body), "line.1.vat_reason": "AVL 44 §"}
        post(desk.browser, f"{desk.url}/{row.id}/fix", fields)
        assert desk.row("R-1").state == "ready"

    def test_tells_the_second_of_two_that_it_was_changed(self, desk: RequestDesk) -> None:
        row = desk.row("R-1")
        answer = post(desk.browser, f"{desk.url}/{row.id}/fix", {"mark": "0"}, follow_redirects=True)
        assert "Somebody has changed the request" in answer.get_data(as_text=True)

    def test_is_hidden_from_a_stranger(self, desk: RequestDesk) -> None:
        stranger, row = desk.cast.charlie.browser(), desk.row("R-1")
        for where in (desk.workspace_id, desk.cast.ek.workspace_id):
            assert post(stranger, f"/w/{where}/requests/{row.id}/fix", {"mark": "0"}).status_code == 404
