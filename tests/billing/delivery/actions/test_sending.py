"""Sending what was issued."""

import pytest
from factories.cast import Cast
from factories.issued import BY_EINVOICE, BY_EMAIL, issue, issued, rendered
from flask import Flask

from billing.customers.actions import change_customer
from billing.customers.models import Customer
from billing.delivery.actions import send_invoices, send_run
from billing.delivery.queries import attention_rows, deliveries_of, unsent_rows
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId
from tenants.kernel.journal import journal_rows
from tenants.kernel.outbox.tasks import waiting
from tenants.kernel.refusals import NotFound


class TestSendInvoices:
    """`send_invoices`."""

    def test_queues_each_by_its_way_and_asks_for_one_task_a_channel(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        ids = rendered(cast.alice, where, [BY_EMAIL, BY_EMAIL, BY_EINVOICE])
        with cast.alice.acting(in_=where) as (actor, now):
            result = send_invoices(actor, where, ids, now=now)
        assert (result.queued, result.no_way, result.not_rendered, result.already) == (
            {"email": 2, "einvoice": 1},
            0,
            0,
            0,
        )
        with cast.alice.acting():
            assert waiting(where, "deliver") == 2
            (delivery,) = deliveries_of(where, ids[0])
            assert (delivery.state, delivery.address) == ("queued", "talous@matkailu.example")
            assert str(delivery.route.reason) == "The customer wants invoices by e-mail."
            assert "documents_sent" in [row.act for row in journal_rows(where)]

    def test_sends_nothing_twice(self, cast: Cast, by_email: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        for already in (0, 1):
            with cast.bob.acting(in_=where) as (actor, now):
                assert send_invoices(actor, where, [by_email], now=now).already == already
        with cast.alice.acting():
            assert len(deliveries_of(where, by_email)) == 1

    def test_waits_for_documents_that_arent_made_yet(self, app: Flask, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        run_id = issue(cast.alice, where, [BY_EMAIL])
        with cast.alice.acting(in_=where) as (actor, now):
            assert send_run(actor, where, run_id, now=now).not_rendered == 1
        with cast.alice.acting():
            assert deliveries_of(where, issued(app, where, run_id)[0]) == ()

    def test_shows_an_invoice_without_a_way_and_sends_it_once_the_card_is_mended(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        (invoice_id,) = rendered(cast.alice, where, [BY_EMAIL])
        with cast.alice.acting(in_=where) as (actor, now):
            customer_id = unsent_rows([where])[0].customer_id
            db.session.query(Customer).filter_by(id=customer_id).update({"email": ""})
            assert send_invoices(actor, where, [invoice_id], now=now).no_way == 1
        with cast.alice.acting(in_=where) as (actor, now):
            (row,) = attention_rows([where])
            assert (row.state, str(row.reason)) == ("failed", "The e-mail address is missing from the customer card.")
            change_customer(actor, where, customer_id, BY_EMAIL, now=now)
            assert send_invoices(actor, where, [invoice_id], now=now).queued == {"email": 1}
        with cast.alice.acting():
            assert attention_rows([where]) == ()

    def test_shows_a_stranger_nothing_and_lets_them_send_nothing(self, cast: Cast, by_email: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with pytest.raises(NotFound), cast.charlie.acting(in_=where) as (actor, now):
            send_invoices(actor, where, [by_email], now=now)
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            result = send_invoices(actor, cast.ek.workspace_id, [by_email], now=now)
        assert (result.queued, result.already, result.not_rendered) == ({}, 0, 0)
