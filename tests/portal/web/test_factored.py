"""Where it is told that invoices are transferred to a finance company."""

import pytest
from factories.cast import Cast
from factories.forms import post
from factories.screens import RunDesk, run_desk
from factories.written import author
from flask import Flask

from billing.customers.queries import find_by_number
from billing.factoring.actions import AgreementInput, save_agreement
from billing.invoices.queries import InvoiceQuery, invoice_rows
from tenants.kernel.ids import FactoringId

NAME = "Pohjolan <b>Saatavat</b> Oy"
SHOWN = "Pohjolan &lt;b&gt;Saatavat&lt;/b&gt; Oy"
AGREED = AgreementInput(name=NAME, reference="A-77", iban="FI2112345600000785")


@pytest.fixture
def runs(cast: Cast, app: Flask) -> RunDesk:
    return run_desk(cast, app)


@pytest.fixture
def card(runs: RunDesk) -> str:
    """Return the address of the customer's card."""
    with runs.cast.alice.acting(in_=runs.workspace_id):
        customer = find_by_number(runs.workspace_id, "10001")
    assert customer is not None
    return f"/w/{runs.workspace_id}/customers/{customer.id}"


def agree(runs: RunDesk, kept: FactoringId | None = None, **changes: object) -> FactoringId:
    usual = {name: getattr(AGREED, name) for name in ("name", "reference", "iban")}
    typed = AgreementInput(**{**usual, **changes})  # type: ignore[arg-type]  # named by each test
    with runs.cast.alice.acting(in_=runs.workspace_id) as (actor, now):
        return save_agreement(actor, runs.workspace_id, typed, kept, now=now)


def page(runs: RunDesk, url: str) -> str:
    return runs.browser.get(url).get_data(as_text=True)


class TestFactored:
    """On the customer's card, at the stream, and on the invoice."""

    def test_is_told_on_the_card_of_the_customer_while_it_is_in_force(self, runs: RunDesk, card: str) -> None:
        assert "are transferred" not in page(runs, card)
        agreed = agree(runs, customer_numbers=("10001",))
        shown = page(runs, card)
        assert f"Invoices to this customer are transferred to {SHOWN}, whatever the stream." in shown
        assert f"/factoring/{agreed}" in shown
        agree(runs, agreed, customer_numbers=("10001",), active=False)
        assert "are transferred" not in page(runs, card)

    def test_is_told_at_the_stream_and_on_its_invoices(self, runs: RunDesk, card: str) -> None:
        agree(runs, streams=frozenset({runs.stream_id}))
        stream = page(runs, f"/w/{runs.workspace_id}/streams/{runs.stream_id}")
        assert f"Invoices of this stream are transferred to {SHOWN}." in stream
        assert "are transferred" not in page(runs, card)
        post(runs.browser, runs.url, {"selected": "all"})
        runs.work()
        with runs.cast.alice.acting(in_=runs.workspace_id):
            invoice = invoice_rows(runs.workspace_id, InvoiceQuery())[0]
        assert "Transferred to" in page(runs, f"/w/{runs.workspace_id}/invoices/{invoice.id}")

    def test_leads_nobody_to_settings_that_they_may_not_change(self, runs: RunDesk, card: str, app: Flask) -> None:
        agreed = agree(runs, customer_numbers=("10001",))
        shown = author(runs.cast, app, "Veera", "viewer").browser().get(card).get_data(as_text=True)
        assert SHOWN in shown
        assert f"/factoring/{agreed}" not in shown

    def test_is_never_told_to_a_stranger(self, runs: RunDesk, card: str) -> None:
        agree(runs, customer_numbers=("10001",))
        answer = runs.cast.charlie.browser().get(card)
        assert answer.status_code == 404
        assert "Saatavat" not in answer.get_data(as_text=True)
