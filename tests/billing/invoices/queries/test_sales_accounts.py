"""The accounts of the bookkeeping that sales are posted to."""

from dataclasses import replace
from decimal import Decimal

import pytest
from factories.articles import article_input, new_article
from factories.cast import Cast
from factories.forms import post
from factories.requests import csv_file, imported
from factories.screens import RunDesk, run_desk
from flask import Flask
from sqlalchemy import text

from billing.articles.actions import change_article
from billing.corrections.actions import Wanted, credit_invoice
from billing.invoices.queries import InvoiceQuery, invoice_rows
from billing.runs.queries import run_rows
from billing.runs.queries.outcome import accounts_of
from billing.streams.actions import StreamCard, change_stream
from billing.streams.queries import get_stream
from tenants.kernel.db import db
from tenants.kernel.ids import ArticleId

HEADER = "request_id;customer_number;article;text;quantity;unit_price;vat_rate"
ROWS = ("A;10001;MUKI;;2;10,00;", "A;10001;;Shipping;1;5,00;25,5", "B;10001;;Advice;1;7,00;25,5")


@pytest.fixture
def runs(app: Flask, cast: Cast) -> RunDesk:
    return run_desk(cast, app)


def issued(runs: RunDesk) -> ArticleId:
    """Have one invoice issued with an article and something else, another without; returns the article."""
    article = new_article(runs.cast.alice, runs.cast.kuusi)
    result = imported(runs.cast.alice, runs.workspace_id, runs.stream_id, csv_file(*ROWS, header=HEADER))
    assert result.ready == 2
    assert post(runs.browser, runs.url, {"id": [str(id_) for id_ in result.request_ids]}).status_code == 303
    runs.work()
    return article


def posted(runs: RunDesk) -> list[tuple[str, str, int]]:
    with runs.cast.alice.acting(in_=runs.workspace_id):
        rows = db.session.execute(
            text(
                "select number, sales_account, amount_minor from ledger_entry join invoice on"
                " invoice.workspace_id = ledger_entry.workspace_id and invoice.id = invoice_id"
                " where account = 'sales' order by number, sales_account"
            )
        )
        return [(number, account, minor) for number, account, minor in rows]


class TestSalesAccounts:
    """From the article's card to the ledger and the run's summary."""

    def test_part_the_sales_and_are_reversed_as_they_were_posted(self, runs: RunDesk) -> None:
        article = issued(runs)
        sold = [("10000001", "", -500), ("10000001", "3000", -2000), ("10000002", "", -700)]
        assert posted(runs) == sold
        with runs.cast.alice.acting(in_=runs.workspace_id) as (actor, now):
            (run,) = run_rows(runs.workspace_id)
            found = [(one.account, one.net) for one in accounts_of(runs.workspace_id, run.id)]
            change_article(actor, runs.workspace_id, article, article_input(sales_account="3999"), now=now)
            first = invoice_rows(runs.workspace_id, InvoiceQuery(search="10000001"))[0].id
            credit_invoice(actor, runs.workspace_id, first, Wanted(), now=now)
        assert found == [("3000", Decimal("20.00")), ("", Decimal("12.00"))]
        assert posted(runs) == [*sold, ("10000003", "", 500), ("10000003", "3000", 2000)]

    def test_are_the_streams_own_where_no_article_names_one(self, runs: RunDesk) -> None:
        with runs.cast.alice.acting(in_=runs.workspace_id) as (actor, now):
            stream = get_stream(runs.workspace_id, runs.stream_id)
            card = StreamCard(
                name=stream.name, series_id=stream.series_id, terms=replace(stream.terms, sales_account="3090")
            )
            change_stream(actor, runs.workspace_id, stream.id, card, now=now)
        issued(runs)
        assert posted(runs) == [
            ("10000001", "3000", -2000), ("10000001", "3090", -500), ("10000002", "3090", -700),
        ]  # fmt: skip

    def test_stand_in_the_summary_on_screen_and_as_csv(self, runs: RunDesk) -> None:
        issued(runs)
        with runs.cast.alice.acting(in_=runs.workspace_id):
            (run,) = run_rows(runs.workspace_id)
        page = runs.browser.get(f"{runs.url}/{run.id}").get_data(as_text=True).partition("<main")[2]
        assert "Sales by account" in page
        assert "Sales account 3000" in page
        table = runs.browser.get(f"{runs.url}/{run.id}/summary.csv").get_data(as_text=True)
        assert "Sales account 3000;;;;EUR;20,00;;;" in table
        assert "Without a sales account;;;;EUR;12,00;;;" in table
