"""Keeping documents: once each, with every form as a file."""

from factories.cast import Cast
from factories.issued import BY_EINVOICE, issue, issued

from billing.delivery.actions import keep_documents, render_each_alone, say_not_rendered
from billing.delivery.queries import document_of
from billing.delivery.queries.sheets import sheets_of
from billing.delivery.rendering import render
from tenants.access.queries import job_actor
from tenants.kernel.journal import journal_rows
from tenants.kernel.outbox.tasks import waiting


class TestKeepDocuments:
    """`keep_documents`."""

    def test_keeps_each_once_however_often_it_is_rendered(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        (invoice_id,) = issued(cast.alice.app, where, issue(cast.alice, where, [BY_EINVOICE]))
        with cast.alice.acting(in_=where) as (_, now):
            made = [render(sheet) for sheet in sheets_of(where, [invoice_id])]
            assert [keep_documents(where, made, now=now) for _ in range(2)] == [1, 0]
            assert sheets_of(where, [invoice_id]) == ()
            document = document_of(where, invoice_id)
        assert document is not None
        assert set(document.files) == {"pdf", "finvoice", "ubl"}

    def test_asks_for_the_rest_one_by_one_and_tells_what_failed(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        (invoice_id,) = issued(cast.alice.app, where, issue(cast.alice, where, [BY_EINVOICE]))
        with cast.alice.acting(in_=where) as (_, now):
            render_each_alone(where, [invoice_id], now=now)
            say_not_rendered(job_actor("workspace", where), where, invoice_id, "It failed.", now=now)
            assert waiting(where, "render_invoice") == 1
            (row,) = journal_rows(where, about_id=invoice_id)
        assert (row.act, row.after) == ("document_not_made", {"reason": "It failed."})
