"""The list before a run, fetching a file, and one request."""

import re
from io import BytesIO

import pytest
from factories.cast import Cast
from factories.forms import post
from factories.requests import csv_file
from factories.screens import HOSTILE, RequestDesk
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from tenants.kernel.db import db


def text(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


def send_file(browser: FlaskClient, url: str, stream: str, data: bytes, name: str = "orders.csv") -> TestResponse:
    fields = {"stream": stream, "file": (BytesIO(data), name)}
    return post(browser, f"{url}/import", fields, content_type="multipart/form-data")


class TestRequests:
    """The list of requests."""

    def test_counts_what_cannot_be_invoiced_and_links_to_exactly_those(self, desk: RequestDesk) -> None:
        page = text(desk.browser.get(desk.url))
        assert "4 of 6 requests can&#39;t be invoiced." in page
        assert "With errors: 3" in page
        assert "Cancelled: 1" in page
        assert text(desk.browser.get(f"{desk.url}?state=invalid")).count("data-url=") == 3
        assert text(desk.browser.get(f"{desk.url}?state=cancelled")).count("data-url=") == 1

    @pytest.mark.parametrize(
        ("language", "word"), [("fi", "Virhe"), ("sv", "Fel"), ("nb", "Feil"), ("da", "Fejl"), ("en", "Error")]
    )
    def test_has_the_word_error_in_each_stuck_row(self, desk: RequestDesk, language: str, word: str) -> None:
        post(desk.browser, "/language", {"language": language, "back": "/"})
        rows = re.findall(
            r"<tr role=\"row\" data-url.*?</tr>", desk.browser.get(desk.url).get_data(as_text=True), re.DOTALL
        )
        stuck = [row for row in rows if "tone-bad" in row]
        assert len(rows) == 6
        assert len(stuck) == 4
        assert all(word in row for row in stuck)

    def test_leads_from_a_problem_to_the_field_of_the_card(self, desk: RequestDesk) -> None:
        row = desk.row("R-3")
        page = desk.browser.get(f"{desk.url}?state=invalid").get_data(as_text=True)
        card = f"/w/{desk.workspace_id}/customers/{row.customer_id}"
        assert f'href="{card}?field=postal_code&amp;back=state%3Dinvalid#field-postal_code"' in page

    def test_leads_from_an_unknown_customer_to_a_new_card(self, desk: RequestDesk) -> None:
        page = desk.browser.get(desk.url).get_data(as_text=True)
        assert f'href="/w/{desk.workspace_id}/customers/new?number=30099' in page

    def test_lets_only_ready_rows_be_selected_and_sums_them(self, desk: RequestDesk) -> None:
        page = desk.browser.get(f"{desk.url}?selected=all").get_data(as_text=True)
        assert page.count('name="id"') == 2
        assert 'data-sum-of="net" data-total="200.00"' in page
        assert 'data-sum-of="total" data-total="251.00"' in page

    def test_narrows_by_stream_amount_and_search(self, desk: RequestDesk) -> None:
        for query, count in (
            (f"stream={desk.stream_id}", 6),
            ("from=100", 2),
            ("to=13", 4),
            ("q=30099", 1),
            ("q=tuohi", 4),
            ("state=ready", 2),
            ("source=csv", 6),
            ("source=contract", 0),
            ("look=yes", 0),
        ):
            page = desk.browser.get(f"{desk.url}?{query}").get_data(as_text=True)
            assert page.count("data-url=") == count, query

    def test_shows_hostile_names_as_text(self, desk: RequestDesk) -> None:
        for path in ("", f"/{desk.row('R-3').id}", f"/{desk.row('R-3').id}/beside"):
            answer = desk.browser.get(desk.url + path)
            assert answer.status_code == 200
            assert HOSTILE not in answer.get_data(as_text=True)
            assert "&lt;script&gt;alert(1)" in answer.get_data(as_text=True)

    def test_asks_the_database_as_often_for_six_rows_as_for_two(self, desk: RequestDesk) -> None:
        def asked(query: str) -> int:
            statements = []
            listen = lambda *args: statements.append(args[2])  # noqa: E731  one expression
            event.listen(db.engine, "before_cursor_execute", listen)
            desk.browser.get(desk.url + query)
            event.remove(db.engine, "before_cursor_execute", listen)
            return len(statements)

        desk.browser.get(desk.url)  # the session is kept alive by the first
        assert asked("?state=ready") == asked("")
        assert asked("") < 30

    def test_says_why_a_company_without_settings_cannot_fetch(self, cast: Cast) -> None:
        page = text(cast.alice.browser().get(f"/w/{cast.kuusi.workspace_id}/requests"))
        assert "have to be saved in the settings first" in page
        assert "No billing requests" in page

    def test_is_not_there_for_a_stranger(self, desk: RequestDesk) -> None:
        charlie, row = desk.cast.charlie.browser(), desk.row("R-1")
        for path in ("", "/import", f"/{row.id}", f"/{row.id}/beside", f"/{row.id}/source"):
            assert charlie.get(desk.url + path).status_code == 404, path
        for path in ("/dismiss", "/check", "/import"):
            assert post(charlie, desk.url + path, {"dismiss": "all"}).status_code == 404, path
        ours = f"/w/{desk.cast.ek.workspace_id}/requests/{row.id}"
        assert charlie.get(ours).status_code == 404


class TestDismiss:
    """Taking requests off the list."""

    def test_takes_one_cancelled_request_off_and_the_count_goes_down(self, desk: RequestDesk) -> None:
        answer = post(desk.browser, f"{desk.url}/dismiss", {"dismiss": str(desk.row("R-5").id)}, follow_redirects=True)
        assert "1 request was dismissed." in text(answer)
        assert "3 of 5 requests can&#39;t be invoiced." in text(answer)

    def test_takes_all_cancelled_off_and_leaves_the_invalid(self, desk: RequestDesk) -> None:
        answer = post(desk.browser, f"{desk.url}/dismiss", {"dismiss": "all"}, follow_redirects=True)
        assert "With errors: 3" in text(answer)
        assert "Cancelled" not in text(answer).split("<table")[0].split("toolbar")[0]

    def test_takes_one_off_that_nobody_can_put_right(self, desk: RequestDesk) -> None:
        row = desk.row("R-4")
        post(desk.browser, f"{desk.url}/dismiss", {"dismiss": str(row.id)})
        assert desk.row("R-4", "dismissed").state == "dismissed"

    def test_takes_a_ready_one_off_by_name(self, desk: RequestDesk) -> None:
        row = desk.row("R-1")
        assert "It leaves the list and is never invoiced." in text(desk.browser.get(f"{desk.url}/{row.id}"))
        post(desk.browser, f"{desk.url}/dismiss", {"dismiss": str(row.id)})
        assert desk.row("R-1", "dismissed").state == "dismissed"

    def test_refuses_what_is_no_id(self, desk: RequestDesk) -> None:
        assert post(desk.browser, f"{desk.url}/dismiss", {"dismiss": "x"}).status_code == 422

    def test_wants_the_token_of_a_page(self, desk: RequestDesk) -> None:
        assert desk.browser.post(f"{desk.url}/dismiss", data={"dismiss": "all"}).status_code == 400
        assert desk.row("R-5").state == "cancelled"


class TestImport:
    """Fetching a file."""

    def test_tells_what_came_of_a_file_and_stays_to_be_read_again(self, desk: RequestDesk) -> None:
        file = csv_file(
            "R-1;10001;Subscription;1;100,00;25,5",
            "N-1;10001;Subscription;1;100,00;25,5",
            "N-2;10001;Wrong rate;1;1,00;14",
        )
        answer = send_file(desk.browser, desk.url, str(desk.stream_id), file)
        assert answer.status_code == 303
        for _again in range(2):
            page = text(desk.browser.get(answer.location))
            assert "orders.csv" in page
            for label, count in (("Requests read", 3), ("Ready", 1), ("With errors", 1), ("Here already", 1)):
                assert re.search(rf"{label}[^<]*</dt><dd>{count}</dd>", page), label
            assert "14 % isn&#39;t a VAT rate" in page

    def test_tells_at_the_file_where_it_is_broken_and_keeps_nothing(self, desk: RequestDesk) -> None:
        file = csv_file("N-1;10001;Fine;1;1,00;25,5", "N-2;10001;Broken;many;1,00;25,5")
        answer = send_file(desk.browser, desk.url, str(desk.stream_id), file)
        assert answer.status_code == 422
        assert 'id="field-file-error"' in text(answer)
        assert "3" in text(answer).split('id="field-file-error"')[1][:300]
        assert "N-1" not in text(desk.browser.get(desk.url))

    def test_asks_for_a_stream_and_a_file(self, desk: RequestDesk) -> None:
        assert "Choose a stream." in text(send_file(desk.browser, desk.url, "", b"x"))
        answer = post(desk.browser, f"{desk.url}/import", {"stream": str(desk.stream_id)})
        assert answer.status_code == 422
        assert "Choose a file." in text(answer)

    def test_keeps_the_list_to_the_file_under_its_name(self, desk: RequestDesk) -> None:
        file = csv_file("N-1;10001;New one;1;100,00;25,5")
        answer = send_file(desk.browser, desk.url, str(desk.stream_id), file, name="a<b>.csv")
        page = desk.browser.get(f"{desk.url}?file={answer.location.rpartition('/')[2]}").get_data(as_text=True)
        assert page.count("data-url=") == 1
        assert "a&lt;b&gt;.csv" in page

    def test_has_no_page_for_a_file_that_was_never_fetched(self, desk: RequestDesk) -> None:
        assert desk.browser.get(f"{desk.url}/import/00000000-0000-4000-8000-000000000000").status_code == 404


class TestRequest:
    """One request."""

    def test_shows_lines_amounts_problems_and_where_it_came_from(self, desk: RequestDesk) -> None:
        page = text(desk.browser.get(f"{desk.url}/{desk.row('R-4').id}"))
        for words in ("Wrong rate", "10.00 EUR", "11.40 EUR", "isn&#39;t a VAT rate", "a.csv", "R-4"):
            assert words in page.replace("\N{NO-BREAK SPACE}", " "), words

    def test_hands_out_the_file_exactly_as_it_came(self, desk: RequestDesk) -> None:
        answer = desk.browser.get(f"{desk.url}/{desk.row('R-1').id}/source")
        assert answer.data.startswith(b"request_id;customer_number")
        assert answer.headers["Content-Disposition"] == "attachment; filename=a.csv"
        assert answer.headers["Content-Type"] == "application/octet-stream"

    def test_is_checked_again_on_request(self, desk: RequestDesk) -> None:
        answer = post(desk.browser, f"{desk.url}/check", follow_redirects=True)
        assert "Checked: 2 are ready, 3 have errors." in text(answer)
