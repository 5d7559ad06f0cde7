"""Sending on: the number comes from the author's own series, and nobody sends on what they changed themselves."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from factories.requests import customer_input
from factories.written import WritingHouse
from sqlalchemy import text, update

from billing.customers.queries import NoSuchCustomer, get_customer
from billing.desk.actions import (
    DeskInput,
    FourEyes,
    NotInHand,
    SendingOn,
    change_own_customer,
    claim_written,
    save_written,
    send_on,
    set_desk,
)
from billing.desk.models import WrittenRequest
from billing.desk.queries import NotWholeYet, get_written, previewed
from billing.desk.rules.checklist import CHECKS
from billing.invoices.queries import InvoiceQuery, NoSuchInvoice, get_invoice, invoice_rows
from billing.invoices.rules.days import latest_due_day, latest_issue_day
from billing.requests.actions.importing import StreamClosed
from billing.standing.queries.finding import find_everywhere
from billing.streams.actions import NewStream, open_stream, switch_off
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId
from tenants.kernel.refusals import Forbidden, InvalidFields, NotFound


class TestSendingOn:
    def test_gives_number_days_and_reference(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        due = local_day(house_now(house), "FI") + timedelta(days=21)
        invoice_id = house.sent_on(written_id, due_on=due)
        row = house.read(house.aino, written_id).row
        assert (row.state, row.invoice_id) == ("approved", invoice_id)
        with house.aino.acting(in_=house.workspace_id):
            invoice = get_invoice(house.workspace_id, invoice_id)
            assert (invoice.row.number, invoice.row.due_on) == (row.number, due)
            assert invoice.row.reference

    def test_numbers_each_author_by_their_own_prefix(self, house: WritingHouse) -> None:
        house.prefix(house.aino, "21")
        house.prefix(house.eero, "22")
        sent = [house.sent_on(house.submitted(who)) for who in (house.aino, house.eero, house.aino)]
        with house.cast.alice.acting(in_=house.workspace_id):
            numbers = [get_invoice(house.workspace_id, each).row.number for each in sent]
        assert numbers == ["210001", "220001", "210002"]

    def test_shows_nobody_anothers_invoices_customers_or_numbers(self, house: WritingHouse) -> None:
        house.prefix(house.aino, "21")
        written_id = house.submitted(house.aino)
        invoice_id = house.sent_on(written_id)
        customer_id = house.read(house.aino, written_id).row.customer_id
        assert customer_id is not None
        with house.eero.acting(in_=house.workspace_id):
            assert invoice_rows(house.workspace_id, InvoiceQuery(search="21%")) == ()
            with pytest.raises(NoSuchInvoice):
                get_invoice(house.workspace_id, invoice_id)
            with pytest.raises(NoSuchCustomer):
                get_customer(house.workspace_id, CustomerId(customer_id))
        with house.aino.acting(in_=house.workspace_id):
            assert [row.id for row in invoice_rows(house.workspace_id, InvoiceQuery(search="21%"))] == [invoice_id]

    def test_stays_in_the_stream_that_it_was_submitted_for(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now):
            open_stream(actor, house.workspace_id, NewStream("rent", "Rent", "20", 6), now=now)
            switch_off(actor, house.workspace_id, house.stream_id, now=now)
        with pytest.raises(StreamClosed):
            house.sent_on(written_id)

    def test_needs_a_stream_that_is_switched_on(self, house: WritingHouse) -> None:
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now):
            switch_off(actor, house.workspace_id, house.stream_id, now=now)
        written_id = house.draft(house.aino)
        with house.aino.acting(in_=house.workspace_id) as (_actor, now), pytest.raises(NotWholeYet, match="what kind"):
            previewed(house.workspace_id, written_id, now=now)
        with pytest.raises(InvalidFields) as refused:
            house.submit(house.aino, written_id)
        assert [problem.field for problem in refused.value.problems] == ["stream_id"]

    def test_is_refused_without_any_stream(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now):
            switch_off(actor, house.workspace_id, house.stream_id, now=now)
            kept = update(WrittenRequest).where(WrittenRequest.workspace_id == house.workspace_id)
            db.session.execute(kept.values(stream_id=None))
        with pytest.raises(InvalidFields) as refused:
            house.sent_on(written_id)
        assert [problem.field for problem in refused.value.problems] == ["stream_id"]

    def test_needs_every_box_ticked(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        with pytest.raises(InvalidFields) as refused:
            house.sent_on(written_id, checked=frozenset(CHECKS) - {"vat"})
        assert [problem.field for problem in refused.value.problems] == ["check.vat"]

    def test_refuses_what_was_changed_since_it_was_looked_at(self, house: WritingHouse) -> None:
        with pytest.raises(InvalidFields) as refused:
            house.sent_on(house.submitted(house.aino), shown="")
        assert [problem.field for problem in refused.value.problems] == ["version"]

    def test_refuses_what_its_writers_card_made_of_it_since(self, house: WritingHouse) -> None:
        customer_id = house.customer(house.aino)
        written_id = house.submitted(house.aino, customer_id=customer_id)
        with house.cast.alice.acting(in_=house.workspace_id) as (_actor, now):
            shown = house.shown(written_id, now)
        with house.aino.acting(in_=house.workspace_id) as (actor, now):
            changed = customer_input(payment_days=60)
            change_own_customer(actor, house.workspace_id, customer_id, changed, now=now)
        with pytest.raises(InvalidFields) as refused:
            house.sent_on(written_id, shown=shown)
        assert [problem.field for problem in refused.value.problems] == ["version"]

    def test_refuses_an_authors_invoice_on_a_card_that_they_dont_see(self, house: WritingHouse) -> None:
        theirs = [house.customer(house.cast.alice), house.customer(house.eero)]
        for customer_id in theirs:
            written_id = house.submitted(house.aino)
            house.claim(written_id)
            with house.cast.alice.acting(in_=house.workspace_id) as (actor, now):
                found = get_written(house.workspace_id, written_id)
                typed = replace(found.typed, customer_id=str(customer_id))
                save_written(actor, house.workspace_id, written_id, typed, version=found.version, now=now)
            with pytest.raises(InvalidFields) as refused:
                house.sent_on(written_id)
            assert [problem.field for problem in refused.value.problems] == ["customer_id"]

    def test_asks_the_days_of_the_series_that_numbers_it(self, house: WritingHouse) -> None:
        house.prefix(house.aino, "21")
        tomorrow = local_day(house_now(house), "FI") + timedelta(days=1)
        house.sent_on(house.submitted(house.cast.bob), issued_on=tomorrow)
        assert house.sent_on(house.submitted(house.aino))
        with pytest.raises(InvalidFields, match="choose that day or a later one"):
            house.sent_on(house.submitted(house.eero))

    def test_refuses_days_too_far_ahead_each_at_its_field(self, house: WritingHouse) -> None:
        written_id, latest = house.submitted(house.aino), latest_issue_day(house.today)
        for days, field in (
            ({"issued_on": latest + timedelta(days=1)}, "issued_on"),
            ({"due_on": latest_due_day(house.today) + timedelta(days=1)}, "due_on"),
        ):
            with pytest.raises(InvalidFields) as refused:
                house.sent_on(written_id, **days)
            assert [problem.field for problem in refused.value.problems] == [field]
        assert house.sent_on(written_id, issued_on=latest)

    def test_leaves_an_author_their_invoice_whose_card_they_no_longer_see(self, house: WritingHouse) -> None:
        invoice_id = house.sent_on(house.submitted(house.aino))
        with house.cast.alice.acting(in_=house.workspace_id):
            db.session.execute(text("update customer set author_id = null"))
        with house.aino.acting(in_=house.workspace_id):
            row = get_invoice(house.workspace_id, invoice_id).row
            assert row.customer_name == "Tuohi & Terva Oy"
            assert row.customer_number
            (found,) = find_everywhere([house.workspace_id], row.number).invoices
            assert found.customer == "Tuohi & Terva Oy"

    def test_refuses_a_due_date_before_the_invoice_date(self, house: WritingHouse) -> None:
        with pytest.raises(InvalidFields) as refused:
            house.sent_on(house.submitted(house.aino), due_on=date(2020, 1, 1))
        assert [problem.field for problem in refused.value.problems] == ["due_on"]

    def test_happens_once(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.sent_on(written_id)
        how = SendingOn(issued_on=date(2026, 11, 20), due_on=None, checked=frozenset(CHECKS), shown="")
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now), pytest.raises(NotInHand):
            send_on(actor, house.workspace_id, written_id, how, now=now)

    def test_is_the_firms_alone(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        how = SendingOn(issued_on=date(2026, 11, 20), due_on=None, checked=frozenset(CHECKS), shown="")
        for person, refusal in ((house.aino, Forbidden), (house.cast.bob, Forbidden), (house.cast.charlie, NotFound)):
            with person.acting(in_=house.workspace_id) as (actor, now), pytest.raises(refusal):
                send_on(actor, house.workspace_id, written_id, how, now=now)


class TestFourEyes:
    def test_keep_who_wrote_it_from_sending_it_on_where_the_company_asks_for_it(self, house: WritingHouse) -> None:
        alice = house.cast.alice
        written_id = house.submitted(alice)
        with alice.acting(in_=house.workspace_id) as (actor, now):
            set_desk(actor, house.workspace_id, DeskInput("15:00", "17:00", four_eyes=True), now=now)
        with pytest.raises(FourEyes):
            house.sent_on(written_id)
        with alice.acting(in_=house.workspace_id) as (actor, now):
            set_desk(actor, house.workspace_id, DeskInput("15:00", "17:00", four_eyes=False), now=now)
            claim_written(actor, house.workspace_id, written_id, now=now)
        assert house.sent_on(written_id)


def house_now(house: WritingHouse) -> datetime:
    with house.cast.alice.acting() as (_, now):
        return now
