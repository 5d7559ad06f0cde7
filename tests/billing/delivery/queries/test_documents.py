"""Documents of invoices, and what is missing."""

import pytest
from factories.cast import Cast
from factories.issued import BY_EMAIL, issue, issued
from flask import Flask

from billing.delivery.actions import render_again
from billing.delivery.queries import (
    NoDocument,
    NotWritten,
    attention_counts,
    attention_rows,
    document_file,
    document_of,
)
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId
from tenants.kernel.outbox.models import Task


class TestDocument:
    """`document_of` and `document_file`."""

    def test_gives_the_file_under_a_name_that_says_what_it_is(self, cast: Cast, by_einvoice: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with cast.bob.acting():
            pdf, ubl = document_file(where, by_einvoice, "pdf"), document_file(where, by_einvoice, "ubl")
        assert (pdf.media_type, ubl.media_type) == ("application/pdf", "application/xml")
        assert pdf.name.endswith(".pdf")
        assert ubl.name.endswith(".ubl.xml")

    def test_refuses_a_form_that_wasnt_written(self, cast: Cast, by_email: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with cast.bob.acting():
            document = document_of(where, by_email)
            assert document is not None
            assert document.not_written["ubl"]
            with pytest.raises(NotWritten):
                document_file(where, by_email, "ubl")

    def test_hides_it_from_a_stranger(self, cast: Cast, by_email: InvoiceId) -> None:
        with cast.charlie.acting():
            for where in (cast.kuusi.workspace_id, cast.ek.workspace_id):
                assert document_of(where, by_email) is None
                with pytest.raises(NoDocument):
                    document_file(where, by_email, "pdf")


class TestMissing:
    """An invoice without a document, at which nobody is at work any more, needs attention."""

    def test_is_shown_once_its_task_is_over_and_gone_when_asked_for_again(self, app: Flask, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        run_id = issue(cast.alice, where, [BY_EMAIL])
        (invoice_id,) = issued(app, where, run_id)
        with cast.alice.acting():
            assert attention_rows([where]) == ()
        with transaction(scope=job_actor("workspace", where).scope(acting=where)):
            db.session.query(Task).filter_by(kind="render_chunk").update({"state": "dead"})
        with cast.alice.acting():
            (row,) = attention_rows([where])
            assert (row.invoice_id, row.delivery_id, row.state) == (invoice_id, None, "failed")
            assert [(each.state, each.count) for each in attention_counts([where])] == [("failed", 1)]
        with cast.alice.acting(in_=where) as (actor, now):
            render_again(actor, where, invoice_id, now=now)
        with cast.alice.acting():
            assert attention_rows([where]) == ()
