"""Requests made anew from what was invoiced."""

import pytest
from factories.desk import Desk

from billing.corrections.actions import CopyWaiting, reissue
from billing.corrections.actions.reissuing import NothingToCopy
from tenants.kernel.ids import InvoiceId, RequestId, RunId
from tenants.kernel.refusals import NotFound


def invoices(desk: Desk) -> list[InvoiceId]:
    return [InvoiceId(row[0]) for row in desk.ask("select id from invoice order by number")]  # type: ignore[arg-type]  # ids


def copy(desk: Desk, *invoice_ids: InvoiceId) -> tuple[RequestId, ...]:
    with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
        return reissue(actor, desk.workspace_id, invoice_ids, now=now)


class TestReissue:
    def test_copies_what_was_asked_for_and_judges_it_anew(self, desk: Desk, run_id: RunId) -> None:
        (copied,) = copy(desk, invoices(desk)[0])
        same = desk.ask(
            "select copy.state, copy.content = one.content, copy.customer_id = one.customer_id"
            " from billing_request copy, billing_request one where copy.id = :copied and one.id = :original",
            copied=copied,
            original=desk.requests[0],
        )
        assert same == [("ready", True, True)]
        assert desk.run(copied) != run_id

    def test_finds_an_error_that_the_card_has_by_now(self, desk: Desk, run_id: RunId) -> None:
        assert run_id
        desk.change("update customer set city = ''")
        (copied,) = copy(desk, invoices(desk)[0])
        assert desk.ask("select state from billing_request where id = :id", id=copied) == [("invalid",)]

    def test_refuses_a_second_copy_while_the_first_waits(self, desk: Desk, run_id: RunId) -> None:
        assert run_id
        one = invoices(desk)[0]
        (first,) = copy(desk, one)
        with pytest.raises(CopyWaiting):
            copy(desk, one)
        desk.change("update billing_request set state = 'dismissed' where id = :id", id=first)
        assert len(copy(desk, one)) == 1

    def test_hides_the_invoice_from_a_stranger(self, desk: Desk, run_id: RunId) -> None:
        assert run_id
        ids, ek = invoices(desk), desk.cast.ek.workspace_id
        with desk.cast.charlie.acting(in_=ek) as (charlie, now):
            with pytest.raises(NothingToCopy):
                reissue(charlie, ek, ids, now=now)
            with pytest.raises(NotFound):
                reissue(charlie, desk.workspace_id, ids, now=now)
