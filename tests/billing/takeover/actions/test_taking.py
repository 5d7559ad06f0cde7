"""Taking open receivables over."""

from decimal import Decimal

import pytest
from factories.cast import Cast
from factories.opening import LIST, OPEN, taken_over
from factories.requests import csv_file, new_customer, ready_house, some_requests
from sqlalchemy import text

from billing.delivery.actions.resending import MadeElsewhere, render_again
from billing.invoices.queries import InvoiceQuery, get_invoice, invoice_rows
from billing.invoices.queries.gaps import number_rows
from billing.ledger.queries import balance
from billing.requests.queries import RequestQuery, ready_ids
from billing.requests.rules.draft import Upload
from billing.runs.actions import start_run
from billing.standing.queries.timeline import timeline_of
from billing.streams.actions import open_stream
from billing.streams.queries import series_rows
from billing.streams.rules import NewStream
from billing.takeover.actions import NotBeforeFirstRun, ReceivablesWrong, Stated, take_over
from billing.takeover.queries import reminded_times, reminders_sent_before, take_over_rows, taken_numbers
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import StreamId
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import InvalidFields, NotFound
from tenants.workspaces.queries import get_workspace


@pytest.fixture
def stream(cast: Cast) -> StreamId:
    """Return the stream of a company that may take over, with the customer 10001."""
    stream_id = ready_house(cast.alice, cast.kuusi)
    new_customer(cast.alice, cast.kuusi)
    return stream_id


class TestTakeOver:
    """All of it, at the old ledger's total, before the first run."""

    @pytest.mark.usefixtures("stream")
    def test_puts_each_invoice_into_the_stream_that_it_names(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            hours = open_stream(actor, where, NewStream("hours", "Work", "20", 6), now=now)
        rows = "411;10001;2026-09-01;2026-09-15;10;10;25,5;hours", "412;10001;2026-09-01;2026-09-15;10;10;25,5;"
        header = "number;customer_number;issued_on;due_on;total;open;vat_rate;stream"
        taken_over(cast.alice, cast.kuusi, csv_file(*rows, header=header), total=Decimal(20))
        with cast.alice.acting(in_=where):
            found = invoice_rows(where, InvoiceQuery(stream_id=hours))
        assert [row.number for row in found] == ["411"]

    @pytest.mark.usefixtures("stream")
    def test_opens_the_balances_and_sends_nothing(self, cast: Cast) -> None:
        assert taken_over(cast.alice, cast.kuusi) == 3
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where):
            rows = {row.number: row for row in invoice_rows(where, InvoiceQuery())}
            accounts = {each.account: each.amount for each in balance(where)}
            unsent = db.session.scalar(text("select count(*) from unsent_invoice"))
            (taken,) = take_over_rows(where)
        assert {number: (row.open, row.state) for number, row in rows.items()} == {
            "10000411": (Decimal("125.50"), "open"),
            "10000412": (Decimal("40.00"), "open"),
            "K-7": (Decimal("-12.55"), "credit_note"),
        }
        assert (rows["10000411"].reference, rows["10000412"].total, rows["10000411"].taken_over) == (
            "100004119", Decimal("100.40"), True,
        )  # fmt: skip
        assert accounts == {"receivable": OPEN, "opening": -OPEN}
        assert unsent == 0
        assert (taken.invoices, taken.totals) == (3, {"EUR": OPEN})

    @pytest.mark.usefixtures("stream")
    def test_tells_of_the_reminders_that_had_been_sent(self, cast: Cast) -> None:
        taken_over(cast.alice, cast.kuusi)
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            (row,) = invoice_rows(where, InvoiceQuery(search="10000411"))
            told = timeline_of(where, row.id)
            content = get_invoice(where, row.id).content
            with pytest.raises(MadeElsewhere):
                render_again(actor, where, row.id, now=now)
        assert [(one.kind, one.who != "") for one in told] == [("taken_over", True), ("reminded_before", False)]
        assert told[1].text.params["fee"] == Decimal("5.00")
        assert content.totals.payable == Decimal("125.50")

    @pytest.mark.usefixtures("stream")
    def test_keeps_of_which_kind_each_was_and_offers_no_reminder_after_a_sterner_letter(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        header = "number;customer_number;issued_on;due_on;total;open;vat_rate"
        letters = "reminder_1_on;reminder_1_kind;reminder_2_on;reminder_2_kind;reminder_2_fee"
        rows = (
            "1;10001;2026-09-01;2026-09-15;10;10;25,5;;;;;",
            "2;10001;2026-09-01;2026-09-15;10;10;25,5;2026-10-01;reminder;;;",
            "3;10001;2026-09-01;2026-09-15;10;10;25,5;2026-10-01;maksuvaatimus;;;",
            "4;10001;2026-09-01;2026-09-15;10;10;25,5;2026-10-01;;2026-10-20;demand;14",
        )
        data = csv_file(*rows, header=f"{header};{letters}")
        taken_over(cast.alice, cast.kuusi, data, total=Decimal(40))
        with cast.alice.acting(in_=where):
            found = {row.number: row.id for row in invoice_rows(where, InvoiceQuery())}
            sent = [(one.kind, one.fee) for one in reminders_sent_before(where, found["4"])]
            told = [one.text.id for one in timeline_of(where, found["4"])]
            due = [
                [row.number for row in invoice_rows(where, InvoiceQuery(also=reminded_times(where, times)))]
                for times in (0, 1, 2)
            ]
        assert sent == [("reminder", Decimal(0)), ("demand", Decimal(14))]
        assert told[1:] == [
            "Reminder %(place)s had been sent on %(day)s",
            "A demand for payment had been sent on %(day)s, with a fee of %(fee)s %(currency)s",
        ]
        assert due == [["1"], ["2"], []]

    @pytest.mark.usefixtures("stream")
    def test_refuses_another_total_with_the_difference(self, cast: Cast) -> None:
        with pytest.raises(InvalidFields) as refusal:
            taken_over(cast.alice, cast.kuusi, total=Decimal("152.96"))
        (problem,) = refusal.value.problems
        assert (problem.field, problem.message.params["difference"]) == ("total_EUR", Decimal("0.01"))
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            assert invoice_rows(cast.kuusi.workspace_id, InvoiceQuery()) == ()

    def test_has_the_series_go_on_above_the_numbers_taken_over(self, cast: Cast, stream: StreamId) -> None:
        where = cast.kuusi.workspace_id
        taken_over(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=where):
            (series,) = series_rows(where)
            numbers = taken_numbers(where)
        assert (series.next_number, series.first_number) == (413, 413)
        assert numbers is not None
        assert (numbers.count, numbers.first, numbers.last) == (3, "10000411", "K-7")
        some_requests(cast.alice, cast.kuusi, stream, 1)
        with cast.alice.acting(in_=where):
            assert number_rows(where) == ()

    @pytest.mark.usefixtures("stream")
    def test_refuses_a_series_that_would_give_a_number_again(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where):
            (series,) = series_rows(where)
        with pytest.raises(InvalidFields) as refusal:
            taken_over(cast.alice, cast.kuusi, starts={series.id: 412})
        assert [problem.field for problem in refusal.value.problems] == [f"next_{series.id}"]
        taken_over(cast.alice, cast.kuusi, starts={series.id: 500})
        with cast.alice.acting(in_=where):
            assert series_rows(where)[0].first_number == 500

    @pytest.mark.usefixtures("stream")
    def test_takes_no_invoice_twice(self, cast: Cast) -> None:
        taken_over(cast.alice, cast.kuusi)
        with pytest.raises(ReceivablesWrong):
            taken_over(cast.alice, cast.kuusi)

    def test_is_over_when_the_first_run_has_begun(self, cast: Cast, stream: StreamId) -> None:
        where = cast.kuusi.workspace_id
        some_requests(cast.alice, cast.kuusi, stream, 1)
        with cast.alice.acting(in_=where) as (actor, now):
            day = local_day(now, get_workspace(where).country)
            start_run(actor, where, stream, ready_ids(where, RequestQuery()), issued_on=day, fingerprint=None, now=now)
        with pytest.raises(NotBeforeFirstRun):
            taken_over(cast.alice, cast.kuusi)

    @pytest.mark.usefixtures("stream")
    def test_is_written_down(self, cast: Cast) -> None:
        taken_over(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            entry = next(row for row in journal_rows(cast.kuusi.workspace_id) if row.act == "receivables_taken_over")
        assert entry.after == {"file": "open.csv", "invoices": 3, "EUR": "152.95"}

    @pytest.mark.usefixtures("stream")
    def test_is_not_a_strangers_to_do(self, cast: Cast) -> None:
        stated = Stated(totals={"EUR": OPEN}, next_numbers={})
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now), pytest.raises(NotFound):
            take_over(actor, cast.kuusi.workspace_id, Upload("open.csv", LIST), stated, now=now)
