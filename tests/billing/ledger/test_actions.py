"""Posting: whole events only."""

from datetime import date
from uuid import uuid4

import pytest
from factories.desk import Desk
from sqlalchemy.exc import DBAPIError

from billing.ledger.actions import Event, post
from billing.ledger.queries import balance, open_amounts
from billing.ledger.rules import Posting
from tenants.kernel.ids import InvoiceId


def event(desk: Desk, *postings: Posting) -> Event:
    ((invoice_id,),) = desk.ask("select id from invoice order by number limit 1")
    return Event(
        name="issued",
        invoice_id=InvoiceId(invoice_id),  # type: ignore[arg-type]  # an id
        posted_on=date(2026, 11, 22),
        currency="EUR",
        postings=postings,
    )


class TestPost:
    """What is off balance isn't written."""

    def test_refuses_an_event_whose_sides_differ(self, desk: Desk) -> None:
        off = event(desk, Posting("receivable", 100), Posting("sales", -99))
        with pytest.raises(Exception, match="debits and credits differ") as fault, desk.acting():
            post(desk.workspace_id, [off])
        assert isinstance(fault.value, DBAPIError) or fault.typename == "CheckViolation"

    def test_adds_to_what_is_open(self, desk: Desk) -> None:
        more = event(desk, Posting("receivable", 100), Posting("sales", -100))
        before = open_amounts(desk.workspace_id, [more.invoice_id])[more.invoice_id]
        with desk.acting():
            assert post(desk.workspace_id, [more]) == 2
        with desk.acting():
            assert open_amounts(desk.workspace_id, [more.invoice_id])[more.invoice_id] == before + 1

    def test_is_refused_in_a_strangers_books(self, desk: Desk) -> None:
        more = event(desk, Posting("receivable", 100), Posting("sales", -100))
        with (
            pytest.raises(Exception, match=r"row-level security|foreign key"),
            desk.cast.charlie.acting(in_=desk.cast.ek.workspace_id),
        ):
            post(desk.workspace_id, [more])


class TestBalance:
    """Debits equal credits."""

    def test_sums_to_zero_by_currency(self, desk: Desk) -> None:
        with desk.acting():
            books = balance(desk.workspace_id)
        assert {one.account for one in books} == {"receivable", "sales", "vat"}
        assert sum(one.amount for one in books) == 0

    def test_shows_a_stranger_nothing(self, desk: Desk) -> None:
        with desk.cast.charlie.acting(in_=desk.cast.ek.workspace_id):
            assert balance(desk.workspace_id) == ()
            assert open_amounts(desk.workspace_id, [uuid4()]) == {}
