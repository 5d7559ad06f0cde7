"""Requests made anew from what was invoiced and credited."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from factories.cast import Cast
from factories.desk import Desk
from factories.written import writing_house
from flask import Flask

from billing.corrections.actions import CopyWaiting, Wanted, credit_invoice, reissue
from billing.corrections.actions.reissuing import CopyInvoiced, NotCredited, NothingToCopy, WrittenInPortal
from tenants.kernel.ids import InvoiceId, RequestId, RunId
from tenants.kernel.refusals import Conflict, NotFound


def invoices(desk: Desk) -> list[InvoiceId]:
    query = "select id from invoice where kind = 'invoice' order by number"
    return [InvoiceId(row[0]) for row in desk.ask(query)]  # type: ignore[arg-type]  # ids


def credit(desk: Desk, invoice_id: InvoiceId, wanted: Wanted = Wanted()) -> InvoiceId:  # noqa: B008  frozen
    with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
        credit_invoice(actor, desk.workspace_id, invoice_id, wanted, now=now)
    return invoice_id


def copy(desk: Desk, *invoice_ids: InvoiceId) -> tuple[RequestId, ...]:
    with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
        return reissue(actor, desk.workspace_id, invoice_ids, now=now)


@pytest.fixture
def credited(desk: Desk, run_id: RunId) -> InvoiceId:
    """Return the first invoice, which has been credited in full."""
    assert run_id
    return credit(desk, invoices(desk)[0])


class TestReissue:
    def test_copies_what_was_asked_for_and_judges_it_anew(self, desk: Desk, run_id: RunId, credited: InvoiceId) -> None:
        (copied,) = copy(desk, credited)
        same = desk.ask(
            "select copy.state, copy.content = one.content, copy.customer_id = one.customer_id"
            " from billing_request copy, billing_request one where copy.id = :copied and one.id = :original",
            copied=copied,
            original=desk.requests[0],
        )
        assert same == [("ready", True, True)]
        assert desk.run(copied) != run_id

    def test_finds_an_error_that_the_card_has_by_now(self, desk: Desk, credited: InvoiceId) -> None:
        desk.change("update customer set city = ''")
        (copied,) = copy(desk, credited)
        assert desk.ask("select state from billing_request where id = :id", id=copied) == [("invalid",)]

    @pytest.mark.parametrize("days", [-1, 0])
    def test_leaves_out_a_due_date_that_has_passed(self, desk: Desk, credited: InvoiceId, days: int) -> None:
        kept = days >= 0
        due = (desk.today + timedelta(days=days)).isoformat()
        desk.change(
            "update billing_request set due_on = cast(:due as date), content = content"
            " || jsonb_build_object('due_on', cast(:due as text), 'payment_terms', 'By the day') where id = :id",
            due=due,
            id=desk.requests[0],
        )
        (copied,) = copy(desk, credited)
        stated = "select due_on is not null, content ? 'due_on', content ? 'payment_terms', state from billing_request"
        assert desk.ask(f"{stated} where id = :id", id=copied) == [(kept, kept, kept, "ready")]
        desk.run(copied)
        assert desk.ask("select state from billing_request where id = :id", id=copied) == [("invoiced",)]

    @pytest.mark.parametrize("part", [None, {0: Decimal("0.01")}])
    def test_refuses_an_invoice_that_isnt_credited_in_full(
        self, desk: Desk, run_id: RunId, part: dict[int, Decimal] | None
    ) -> None:
        assert run_id
        one = invoices(desk)[0]
        if part:
            credit(desk, one, Wanted(part))
        with pytest.raises(NotCredited):
            copy(desk, one)

    def test_refuses_a_second_copy_while_the_first_waits(self, desk: Desk, credited: InvoiceId) -> None:
        (first,) = copy(desk, credited)
        with pytest.raises(CopyWaiting):
            copy(desk, credited)
        desk.change("update billing_request set state = 'dismissed' where id = :id", id=first)
        assert len(copy(desk, credited)) == 1

    def test_refuses_another_copy_until_the_first_ones_invoice_is_credited(
        self, desk: Desk, credited: InvoiceId
    ) -> None:
        desk.run(*copy(desk, credited))
        with pytest.raises(CopyInvoiced):
            copy(desk, credited)
        credit(desk, second := invoices(desk)[-1])
        (again,) = copy(desk, credited)
        with pytest.raises(CopyWaiting):
            copy(desk, second)
        desk.run(again)
        with pytest.raises(CopyInvoiced):
            copy(desk, second)

    def test_makes_one_copy_however_many_click(self, desk: Desk, credited: InvoiceId) -> None:
        def attempt(_number: int) -> str:
            with desk.app.app_context():
                try:
                    return str(len(copy(desk, credited)))
                except Conflict as refusal:
                    return type(refusal).__name__

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(attempt, range(2))) == ["1", "CopyWaiting"]

    def test_hides_the_invoice_from_a_stranger(self, desk: Desk, run_id: RunId) -> None:
        assert run_id
        ids, ek = invoices(desk), desk.cast.ek.workspace_id
        with desk.cast.charlie.acting(in_=ek) as (charlie, now):
            with pytest.raises(NothingToCopy):
                reissue(charlie, ek, ids, now=now)
            with pytest.raises(NotFound):
                reissue(charlie, desk.workspace_id, ids, now=now)

    def test_leaves_what_was_written_in_the_portal_to_its_writer(self, app: Flask, cast: Cast) -> None:
        house = writing_house(cast, app)
        house.prefix(house.aino, "21")
        invoice_id = house.sent_on(house.submitted(house.aino))
        with cast.alice.acting(in_=house.workspace_id) as (actor, now):
            credit_invoice(actor, house.workspace_id, invoice_id, Wanted(), now=now)
            with pytest.raises(WrittenInPortal):
                reissue(actor, house.workspace_id, (invoice_id,), now=now)

    def test_takes_along_whose_work_it_is_still_sealed_as_it_was(self, desk: Desk, credited: InvoiceId) -> None:
        desk.change(
            "insert into request_person (workspace_id, request_id, sealed_as, sealed, created_at)"
            " select workspace_id, id, id, 'x', now() from billing_request where id = :id",
            id=desk.requests[0],
        )
        (copied,) = copy(desk, credited)
        kept = desk.ask("select sealed_as, sealed from request_person where request_id = :id", id=copied)
        assert kept == [(desk.requests[0], b"x")]


ONE_CUSTOMER = """
    update billing_request set customer_id = (select id from customer where number = '10001'), customer_number = '10001'
"""


class TestCollectiveInvoice:
    """An invoice that holds several requests."""

    def test_makes_each_of_its_requests_anew(self, desk: Desk) -> None:
        desk.change(ONE_CUSTOMER)
        desk.change("update customer set collective = 'run' where number = '10001'")
        desk.run()
        (one,) = invoices(desk)
        credit(desk, one)
        copies = copy(desk, one)
        assert len(copies) == 5
        assert desk.ask(
            "select count(distinct content) from billing_request where id = any(:ids)", ids=list(copies)
        ) == [(5,)]
        with pytest.raises(CopyWaiting):
            copy(desk, one)
        desk.run(*copies)
        totals = desk.ask("select count(*), count(distinct total_minor) from invoice where kind = 'invoice'")
        assert totals == [(2, 1)]
