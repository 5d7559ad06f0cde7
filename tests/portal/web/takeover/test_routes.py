"""The screens of taking over."""

import re
from io import BytesIO

import pytest
from factories.cast import Cast
from factories.forms import post
from factories.opening import LIST, taken_over
from factories.requests import csv_file, new_customer, ready_house
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from billing.corrections.actions import Wanted, credit_invoice
from billing.invoices.queries import InvoiceQuery, invoice_rows
from billing.takeover.queries import take_over_rows


@pytest.fixture
def url(cast: Cast) -> str:
    return f"/w/{cast.kuusi.workspace_id}/take-over"


def text(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


def uploaded(client: FlaskClient, url: str, data: bytes = LIST) -> TestResponse:
    return post(client, url, {"file": (BytesIO(data), "open.csv")}, content_type="multipart/form-data")


def hidden(page: str) -> dict[str, str]:
    """Return what the preview's form sends along."""
    found = re.findall(r'type="hidden" name="(content|name)" value="([^"]*)"', page)
    return dict(found)


class TestTakeover:
    """From the list to the balances."""

    def test_begins_with_the_settings(self, cast: Cast, url: str) -> None:
        page = text(cast.alice.browser().get(url))
        assert "Fill in the settings first" in page
        assert f'href="/w/{cast.kuusi.workspace_id}/settings"' in page

    def test_shows_a_list_and_takes_it_at_the_old_total(self, cast: Cast, url: str) -> None:
        ready_house(cast.alice, cast.kuusi)
        new_customer(cast.alice, cast.kuusi)
        alice = cast.alice.browser()
        page = text(uploaded(alice, url))
        assert "Invoices in the list: 3. To be corrected: 0." in page
        assert "The list comes to" in page
        form = hidden(page)
        wrong = post(alice, f"{url}/take", {**form, "total_EUR": "150"})
        assert wrong.status_code == 422
        assert "2.95 apart" in text(wrong)
        assert '<details class="panel" open> <summary>By customer</summary>' in text(wrong)
        assert '<details class="panel"> <summary>By customer</summary>' in page
        assert post(alice, f"{url}/take", {**form, "total_EUR": "152,95"}).status_code == 303
        done = text(alice.get(url))
        assert "Taken over: 3 invoices" in done
        listed = text(alice.get(f"/w/{cast.kuusi.workspace_id}/invoices?q=10000411"))
        assert "Taken over" in listed
        numbers = text(alice.get(f"/w/{cast.kuusi.workspace_id}/audit/numbers"))
        assert "3 invoices were taken over from an earlier program" in numbers

    def test_shows_of_which_kind_each_reminder_was(self, cast: Cast, url: str) -> None:
        ready_house(cast.alice, cast.kuusi)
        new_customer(cast.alice, cast.kuusi)
        header = LIST.split(b"\n", 1)[0].decode() + ";reminder_2_on;reminder_2_kind;reminder_2_fee"
        row = "7;10001;2026-09-01;2026-09-15;125,5;50;25,5;;2026-10-01;5;2026-10-20;maksuvaatimus;14"
        page = text(uploaded(cast.alice.browser(), url, csv_file(row, header=header)))
        assert "Reminder 1 Oct 2026, 5.00<br>Demand for payment 20 Oct 2026, 14.00" in page
        wrong = text(uploaded(cast.alice.browser(), url, csv_file(row.replace("maksuvaatimus", "x"), header=header)))
        assert "reminder_2_kind: x isn&#39;t a kind of reminder" in wrong

    def test_tells_each_error_and_takes_nothing(self, cast: Cast, url: str) -> None:
        ready_house(cast.alice, cast.kuusi)
        page = text(uploaded(cast.alice.browser(), url))
        assert "There is no customer with the number 10001." in page
        assert "Choose the list again" in page

    def test_asks_for_a_file_that_can_be_read(self, cast: Cast, url: str) -> None:
        ready_house(cast.alice, cast.kuusi)
        alice = cast.alice.browser()
        assert "Choose a file." in text(post(alice, url, {}))
        assert "these are missing" in text(uploaded(alice, url, b"a;b\n1;2\n"))

    def test_shows_the_invoice_with_its_story(self, cast: Cast, url: str) -> None:
        ready_house(cast.alice, cast.kuusi)
        new_customer(cast.alice, cast.kuusi)
        alice = cast.alice.browser()
        form = hidden(text(uploaded(alice, url)))
        post(alice, f"{url}/take", {**form, "total_EUR": "152.95"})
        listed = alice.get(f"/w/{cast.kuusi.workspace_id}/invoices?q=10000411").get_data(as_text=True)
        found = re.search(r'href="(/w/[^"]+/invoices/[0-9a-f-]{36})"', listed)
        assert found is not None
        page = text(alice.get(found[1]))
        assert "This invoice was taken over from an earlier program" in page
        assert "Reminder 1 had been sent on 1 Oct 2026, with a fee of 5.00 EUR" in page
        assert "Make the document again" not in page

    def test_is_no_page_for_a_stranger(self, cast: Cast, url: str) -> None:
        assert cast.charlie.browser().get(url).status_code == 404


@pytest.fixture
def taken(cast: Cast) -> str:
    """Return the address of a list that was taken over."""
    ready_house(cast.alice, cast.kuusi)
    new_customer(cast.alice, cast.kuusi)
    taken_over(cast.alice, cast.kuusi)
    with cast.alice.acting(in_=cast.kuusi.workspace_id):
        (row,) = take_over_rows(cast.kuusi.workspace_id)
    return f"/w/{cast.kuusi.workspace_id}/take-over/{row.id}"


class TestTakenList:
    """A list that was taken over by mistake, on its way back."""

    def test_is_found_from_the_page_and_says_what_happens(self, cast: Cast, url: str, taken: str) -> None:
        alice = cast.alice.browser()
        assert f'href="{taken}"' in text(alice.get(url))
        page = text(alice.get(taken))
        assert "open.csv" in page
        assert "Customers and contracts stay as they are" in page

    def test_asks_why_and_takes_it_back(self, cast: Cast, url: str, taken: str) -> None:
        alice = cast.alice.browser()
        asked = post(alice, f"{taken}/back", {"reason": ""})
        assert asked.status_code == 422
        assert "Say why; it stays in the audit trail." in text(asked)
        assert post(alice, f"{taken}/back", {"reason": "Wrong company's list"}).status_code == 303
        page = text(alice.get(taken))
        assert "Taken back: 3 invoices" in page
        assert "Wrong company&#39;s list" in page
        assert "Take the list back" not in page
        assert "Taken back" in text(alice.get(url))
        assert "Took back open receivables" in text(alice.get(f"/w/{cast.kuusi.workspace_id}/audit"))

    def test_shows_the_invoices_where_they_are_asked_for_only(self, cast: Cast, taken: str) -> None:
        alice = cast.alice.browser()
        post(alice, f"{taken}/back", {"reason": "Wrong list"})
        books = f"/w/{cast.kuusi.workspace_id}/invoices"
        assert "10000411" not in text(alice.get(books))
        listed = alice.get(f"{books}?state=taken_back&q=10000411").get_data(as_text=True)
        found = re.search(r'href="(/w/[^"]+/invoices/[0-9a-f-]{36})"', listed)
        assert found is not None
        page = text(alice.get(found[1]))
        assert "taken over by mistake and taken back" in page
        assert "Falls due" not in page
        assert f"{found[1]}/credit" not in page
        assert "nothing of it can be credited here" in text(alice.get(f"{found[1]}/credit"))

    def test_names_what_rests_on_it_with_links(self, cast: Cast, taken: str) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            (row,) = invoice_rows(where, InvoiceQuery(search="10000412"))
            credit_invoice(actor, where, row.id, Wanted(), now=now)
        alice = cast.alice.browser()
        page = text(alice.get(taken))
        assert "Invoices of the list that were credited since: 1." in page
        assert f'href="/w/{where}/invoices/{row.id}"' in page
        assert f'href="/w/{where}/runs"' in page
        assert "Take the list back" not in page
        refused = post(alice, f"{taken}/back", {"reason": "Wrong list"})
        assert refused.status_code == 409
        assert "can&#39;t be taken back any more" in text(refused)

    def test_is_no_page_for_a_stranger(self, cast: Cast, taken: str) -> None:
        charlie = cast.charlie.browser()
        assert charlie.get(taken).status_code == 404
        assert post(charlie, f"{taken}/back", {"reason": "Mine"}).status_code == 404
        own = taken.replace(str(cast.kuusi.workspace_id), str(cast.ek.workspace_id))
        assert charlie.get(own).status_code == 404
