"""Collective invoices in the preview, on the run's page and on paper."""

import re

import pytest
from factories.forms import post
from factories.screens import RunDesk, samples_in
from sqlalchemy import text as sql
from werkzeug.test import TestResponse

from billing.invoices.queries import InvoiceQuery, invoice_rows
from billing.runs.rules.collective import CollectiveInvoice
from portal.web.runs.collective import MOST_SHOWN, collective_of
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId
from tenants.kernel.money import from_minor

ALL = {"selected": "all"}


def text(answer: TestResponse) -> str:
    page = re.sub(r"\s+", " ", answer.get_data(as_text=True)).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"<[^>]*>", "|", page)


def held(place: int, requests: int) -> CollectiveInvoice:
    return CollectiveInvoice(
        number=f"{place:08}",
        customer_number="10001",
        customer_name="Savi",
        requests=requests,
        currency="EUR",
        gross=from_minor(100, "EUR"),
    )


@pytest.fixture
def shared(runs: RunDesk) -> RunDesk:
    """Return the desk with a customer who gets one invoice a run."""
    with runs.cast.alice.acting(in_=runs.workspace_id):
        db.session.execute(sql("update customer set collective = 'run', changed_at = now()"))
    return runs


def the_invoice(shared: RunDesk) -> InvoiceId:
    with shared.cast.alice.acting(in_=shared.workspace_id):
        ((row,)) = invoice_rows(shared.workspace_id, InvoiceQuery())
    return row.id


class TestCollectiveOf:
    """`collective_of`."""

    def test_begins_with_the_largest_and_counts_what_isnt_shown(self) -> None:
        found = collective_of([held(place, 2 + place % 7) for place in range(MOST_SHOWN + 3)])
        assert found is not None
        assert (found.rows[0].requests, len(found.rows), found.more) == (8, MOST_SHOWN, 3)
        assert collective_of([]) is None


class TestPages:
    """What an accountant reads."""

    def test_say_how_many_requests_an_invoice_holds(self, shared: RunDesk) -> None:
        preview = post(shared.browser, f"{shared.url}/preview", ALL)
        page = text(preview)
        assert re.search(r"Requests in them[ |]+3\b", page)
        assert re.search(r"Collective invoices[ |]+Number[ |]+Customer[ |]+Requests[ |]+Total[ |]+10000001", page)
        (place,), form = samples_in(preview)
        assert len(form["ids"].split()) == 3
        assert post(shared.browser, f"{shared.url}/preview/sample.pdf", form | {"place": place}).data.startswith(
            b"%PDF"
        )
        where = post(shared.browser, shared.url, ALL).location
        shared.work()
        page = text(shared.browser.get(where))
        assert re.search(r"Requests in them[ |]+3\b", page)
        assert re.search(r"Invoices[ |]+1\b", page)
        assert "Collective invoices" in page
        assert "3 of 3" in page
        assert "without a document" not in page
        invoice = shared.browser.get(f"/w/{shared.workspace_id}/invoices/{the_invoice(shared)}")
        assert re.search(r"Requests in it[ |]+3\b", text(invoice))

    def test_are_silent_where_each_request_has_its_own(self, runs: RunDesk) -> None:
        page = text(post(runs.browser, f"{runs.url}/preview", ALL))
        assert "Collective invoices" not in page
        assert "Requests in them" not in page
