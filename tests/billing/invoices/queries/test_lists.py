"""One invoice, and pages of them."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from factories.desk import Desk

from billing.invoices.queries import (
    InvoiceQuery,
    NoSuchInvoice,
    get_invoice,
    invoice_count,
    invoice_rows,
    invoices_by_id,
)
from tenants.kernel.ids import InvoiceId, RunId

FIRST_UP = InvoiceQuery(sort="number", descending=False)


def numbers(desk: Desk, query: InvoiceQuery) -> list[str]:
    found = [row.number for row in invoice_rows(desk.workspace_id, query)]
    assert invoice_count(desk.workspace_id, query) == len(found)
    return found


class TestGetInvoice:
    """Everything of one invoice."""

    def test_has_the_content_and_what_is_open(self, desk: Desk) -> None:
        row = invoice_rows(desk.workspace_id, FIRST_UP)[0]
        facts = get_invoice(desk.workspace_id, row.id)
        assert facts.row == row
        assert (facts.content.number, facts.content.totals.gross) == (row.number, row.total)
        assert (row.open, row.state, row.net + row.vat) == (row.total, "open", row.total)

    def test_is_found_by_nobody_else(self, desk: Desk) -> None:
        row = invoice_rows(desk.workspace_id, FIRST_UP)[0]
        ek = desk.cast.ek.workspace_id
        with desk.cast.charlie.acting(in_=ek):
            for workspace_id in (ek, desk.workspace_id):
                with pytest.raises(NoSuchInvoice):
                    get_invoice(workspace_id, row.id)
                assert invoice_rows(workspace_id, InvoiceQuery()) == ()

    def test_is_refused_where_there_is_none(self, desk: Desk) -> None:
        with pytest.raises(NoSuchInvoice):
            get_invoice(desk.workspace_id, InvoiceId(uuid4()))

    def test_reads_many_in_as_many_questions_as_one(self, desk: Desk) -> None:
        ids = [row.id for row in invoice_rows(desk.workspace_id, FIRST_UP)]
        with desk.asking() as asked:
            found = invoices_by_id(desk.workspace_id, ids)
        assert (set(found), len(asked)) == (set(ids), 3)


class TestInvoiceRows:
    """Search, filter, order and page."""

    def test_finds_by_the_start_of_a_number_with_or_without_a_sign_for_anything(self, desk: Desk) -> None:
        for typed in ("1000000", "1000000%", " 1000 0003"):
            assert numbers(desk, replace(FIRST_UP, search=typed))[-1] in {"10000005", "10000003"}
        assert numbers(desk, replace(FIRST_UP, search="10000003")) == ["10000003"]

    def test_finds_by_reference(self, desk: Desk) -> None:
        row = invoice_rows(desk.workspace_id, FIRST_UP)[2]
        assert numbers(desk, replace(FIRST_UP, search=row.reference)) == [row.number]

    def test_finds_by_customer_name_and_number(self, desk: Desk) -> None:
        row = invoice_rows(desk.workspace_id, FIRST_UP)[1]
        assert numbers(desk, replace(FIRST_UP, search=row.customer_number)) == [row.number]
        assert numbers(desk, replace(FIRST_UP, search=row.customer_name.upper())) == [row.number]
        assert len(numbers(desk, replace(FIRST_UP, search="custom"))) == 5
        assert len(numbers(desk, replace(FIRST_UP, search="sons"))) == 5
        assert numbers(desk, replace(FIRST_UP, search="ons")) == []

    def test_finds_by_pattern_and_by_amount(self, desk: Desk) -> None:
        row = invoice_rows(desk.workspace_id, FIRST_UP)[1]
        for typed in ("1000*02", "*000002", f"{row.total}".replace(".", ","), f"{row.total} {row.currency}"):
            assert row.number in numbers(desk, replace(FIRST_UP, search=typed)), typed
        assert numbers(desk, replace(FIRST_UP, search="1000*92")) == []

    @pytest.mark.parametrize("typed", ["_", "%_", "'", "\\", "zzz", "\U0010ffff"])
    def test_finds_nothing_by_what_isnt_there(self, desk: Desk, typed: str) -> None:
        assert numbers(desk, replace(FIRST_UP, search=typed)) == []

    def test_filters(self, desk: Desk) -> None:
        tomorrow = desk.today + timedelta(days=1)
        assert len(numbers(desk, replace(FIRST_UP, state="open", stream_id=desk.stream_id))) == 5
        assert numbers(desk, replace(FIRST_UP, state="settled")) == []
        assert numbers(desk, replace(FIRST_UP, state="credit_note")) == []
        assert numbers(desk, replace(FIRST_UP, issued_from=tomorrow)) == []
        assert len(numbers(desk, replace(FIRST_UP, issued_from=desk.today, issued_until=desk.today))) == 5
        assert numbers(desk, replace(FIRST_UP, overdue_on=tomorrow)) == []
        assert len(numbers(desk, replace(FIRST_UP, overdue_on=desk.today + timedelta(days=15)))) == 5
        assert numbers(desk, replace(FIRST_UP, run_id=RunId(uuid4()))) == []

    @pytest.mark.parametrize("sort", ["number", "issued_on", "due_on", "total", "reference", "nonsense"])
    def test_orders_both_ways(self, desk: Desk, sort: str) -> None:
        up = numbers(desk, InvoiceQuery(sort=sort, descending=False))
        assert numbers(desk, InvoiceQuery(sort=sort, descending=True)) == up[::-1]

    def test_pages_without_losing_or_repeating_any(self, desk: Desk) -> None:
        pages = [invoice_rows(desk.workspace_id, replace(FIRST_UP, offset=start, limit=2)) for start in (0, 2, 4)]
        assert [row.number for page in pages for row in page] == [f"1000000{place}" for place in range(1, 6)]
        assert invoice_count(desk.workspace_id, replace(FIRST_UP, limit=2)) == 5

    def test_asks_three_questions_for_a_page_and_one_more_for_a_search(self, desk: Desk) -> None:
        with desk.asking() as page:
            invoice_rows(desk.workspace_id, InvoiceQuery())
        with desk.asking() as search:
            invoice_rows(desk.workspace_id, InvoiceQuery(search="1000"))
        assert (len(page), len(search)) == (3, 4)
