"""The page of a credit note, the requests made anew, and the button that undoes a run."""

import json
import re

import pytest
from factories.cast import Cast
from factories.desk import Desk
from factories.forms import post
from factories.ready import make_ready_requests
from factories.working import worker_of
from flask import Flask
from flask.testing import FlaskClient

from billing.streams.queries import stream_rows
from tenants.kernel.country import local_day
from tenants.kernel.ids import RunId
from tenants.kernel.language import msg


@pytest.fixture
def desk(app: Flask, cast: Cast) -> Desk:
    requests = make_ready_requests(app, cast.kuusi.workspace_id, 2, 2)
    with cast.alice.acting(in_=cast.kuusi.workspace_id) as (_actor, now):
        return Desk(app, cast, requests, stream_rows(cast.kuusi.workspace_id)[0].id, local_day(now, "FI"))


@pytest.fixture
def run_id(desk: Desk) -> RunId:
    return desk.run()


@pytest.fixture
def invoice(desk: Desk, run_id: RunId) -> str:
    """Return the address of an invoice of the run."""
    assert run_id
    (row,) = desk.ask("select id from invoice order by number limit 1")
    return f"/w/{desk.workspace_id}/invoices/{row[0]}"


def page(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


class TestCrediting:
    def test_shows_the_lines_with_what_is_left(self, desk: Desk, invoice: str) -> None:
        text = page(desk.cast.alice.browser(), f"{invoice}/credit")
        assert ('name="line-0"' in text, 'name="line-1"' in text, 'name="line-2"' in text) == (True, True, False)
        assert "Everything that is left" in text

    def test_issues_a_credit_note_and_leads_to_it(self, desk: Desk, invoice: str) -> None:
        client = desk.cast.alice.browser()
        answer = post(client, f"{invoice}/credit", {"extent": "all", "reason": "Wrong price", "withheld": "y"})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        text = page(client, answer.location)
        assert ("Credit note 10000003" in text, "Not sent" in text, "Invoice 10000001" in text) == (True, True, True)
        text = page(client, invoice)
        for shown in ("Credited by credit note 10000003", "Marked as not sent", "It has been credited in full."):
            assert shown in text
        assert f'action="/w/{desk.workspace_id}/sending"' not in text

    def test_shows_what_parts_come_to_and_issues_nothing(self, desk: Desk, invoice: str) -> None:
        client = desk.cast.alice.browser()
        data = {"extent": "lines", "line-0": "1,00", "show": "y"}
        text = post(client, f"{invoice}/credit", data).get_data(as_text=True)
        assert "What the credit note comes to" in text
        assert desk.ask("select count(*) from invoice") == [(2,)]

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"extent": "lines", "line-0": "x"}, "a number."),
            ({"extent": "lines", "line-0": "1.000"}, "can be read in two ways"),
            ({"extent": "lines", "line-1": "99999999"}, "is left of this line"),
            ({"extent": "lines"}, "Type an amount to credit at one line at least."),
        ],
    )
    def test_says_at_the_field_what_is_wrong(self, desk: Desk, invoice: str, typed: dict[str, str], said: str) -> None:
        answer = post(desk.cast.alice.browser(), f"{invoice}/credit", typed)
        assert answer.status_code == 422
        assert re.search(rf"field-error[^§]*{re.escape(said)}", answer.get_data(as_text=True))

    def test_says_why_a_part_cannot_be_kept_back(self, desk: Desk, invoice: str) -> None:
        data = {"extent": "lines", "line-0": "1", "withheld": "y"}
        answer = post(desk.cast.alice.browser(), f"{invoice}/credit", data)
        assert answer.status_code == 409
        assert "credited in full can be marked as not sent" in answer.get_data(as_text=True)

    def test_is_closed_once_all_is_credited(self, desk: Desk, invoice: str) -> None:
        client = desk.cast.alice.browser()
        post(client, f"{invoice}/credit", {"extent": "all"})
        assert "This invoice has been credited in full already." in page(client, f"{invoice}/credit")
        assert post(client, f"{invoice}/credit", {"extent": "all"}).status_code == 409

    def test_makes_no_request_anew_of_what_isnt_credited(self, desk: Desk, invoice: str) -> None:
        client = desk.cast.alice.browser()
        assert post(client, f"{invoice}/requests").location == invoice
        assert "Credit the invoice in full first." in page(client, invoice)
        assert desk.ask("select count(*) from billing_request where source = 'correction'") == [(0,)]

    def test_makes_the_request_anew(self, desk: Desk, invoice: str) -> None:
        client = desk.cast.alice.browser()
        post(client, f"{invoice}/credit", {"extent": "all"})
        first, second = (post(client, f"{invoice}/requests") for _ in range(2))
        assert "Thing no. 1" in page(client, first.location)
        assert (first.location != second.location, second.location.endswith("/requests")) == (True, True)

    def test_is_hidden_from_a_stranger(self, desk: Desk, invoice: str) -> None:
        client = desk.cast.charlie.browser()
        answers = [
            client.get(f"{invoice}/credit"),
            post(client, f"{invoice}/credit"),
            post(client, f"{invoice}/requests"),
        ]
        assert [answer.status_code for answer in answers] == [404, 404, 404]


class TestUndo:
    def test_leads_to_the_run_of_credit_notes_and_says_how_they_hang_together(self, desk: Desk, run_id: RunId) -> None:
        client, url = desk.cast.alice.browser(), f"/w/{desk.workspace_id}/runs/{run_id}"
        assert "Undo the run" in page(client, url)
        first, second = (post(client, f"{url}/undo", {"again": "y"}) for _ in range(2))
        assert first.location == second.location
        text = page(client, first.location)
        for shown in ("Undoes run 1", "Asked for: crediting the invoices begins", 'hx-trigger="every 2s"'):
            assert shown in text
        text = page(client, url)
        for shown in ("Being undone by run 2", "The run is being undone, so nothing of it is sent", "every 2s"):
            assert shown in text
        worker_of(desk.app)()
        text = page(client, url)
        assert ("Undone by run 2" in text, "Undo the run" in text) == (True, False)
        text = page(client, first.location).split("<main")[1]
        for shown in ("<dt>Credit notes</dt>", "Credit notes as CSV", "See the credit notes"):
            assert shown in text
        assert "<dt>Invoices</dt>" not in text

    def test_is_offered_again_for_what_it_left_out(self, desk: Desk, run_id: RunId) -> None:
        client, url = desk.cast.alice.browser(), f"/w/{desk.workspace_id}/runs/{run_id}"
        post(client, f"{url}/undo", {})
        desk.change("update number_series set digits = 1, next_number = 9")
        worker_of(desk.app)()
        text = page(client, url)
        assert ("Undone in part by run 2" in text, "Undo the rest of the run" in text) == (True, True)
        desk.change("update number_series set digits = 7, next_number = 10")
        again = post(client, f"{url}/undo", {}).location
        worker_of(desk.app)()
        text = page(client, url)
        for shown in ("Undone in part by run 2", "Undone by run 3"):
            assert shown in text
        assert "Undo the rest" not in text
        assert "Undoes run 1" in page(client, again)

    def test_says_which_invoice_it_left_and_why_and_leads_there(self, desk: Desk, run_id: RunId) -> None:
        client, url = desk.cast.alice.browser(), f"/w/{desk.workspace_id}/runs/{run_id}"
        undone = post(client, f"{url}/undo", {}).location
        ((first,),) = desk.ask("select id from invoice order by number limit 1")
        post(client, f"/w/{desk.workspace_id}/invoices/{first}/credit", {"extent": "all"})
        worker_of(desk.app)()
        text = page(client, undone)
        for shown in ("1 invoice was not credited", "has been credited in full already", f"invoices/{first}"):
            assert shown in text
        assert "None of them is ready yet" not in text

    def test_can_be_started_again_where_it_stands_still(self, desk: Desk, run_id: RunId) -> None:
        client, url = desk.cast.alice.browser(), f"/w/{desk.workspace_id}/runs/{run_id}"
        undone = post(client, f"{url}/undo", {}).location
        desk.change("update task set state = 'dead', attempts = 8 where kind = 'undo_chunk'")
        text = page(client, undone)
        assert ("Crediting the invoices of part 1 was interrupted" in text, "Start again" in text) == (True, True)
        assert "Why it stopped: Its worker ended in the middle each time" in text
        refused = json.dumps(msg("This invoice has been credited in full already.").to_json())
        for kept, said in ((refused, "has been credited in full already"), ("KeyError: 1", "A fault of the program")):
            desk.change("update task set problem = :kept where kind = 'undo_chunk'", kept=kept)
            assert f"Why it stopped: {said}" in page(client, undone).replace("This invoice ", "")
        post(client, f"{undone}/restart")
        worker_of(desk.app)()
        assert "Undone by run 2" in page(client, url)

    def test_is_hidden_from_a_stranger(self, desk: Desk, run_id: RunId) -> None:
        client = desk.cast.charlie.browser()
        assert post(client, f"/w/{desk.workspace_id}/runs/{run_id}/undo").status_code == 404
