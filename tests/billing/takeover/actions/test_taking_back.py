"""Taking a take-over back."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from factories.cast import Cast
from factories.opening import OPEN, taken_over
from factories.requests import new_customer, ready_house, some_requests
from sqlalchemy import text

from billing.corrections.actions import TakenBack, Wanted, credit_invoice
from billing.corrections.queries import corrections_of
from billing.invoices.queries import InvoiceQuery, InvoiceRow, get_invoice, invoice_rows
from billing.ledger.queries import balance
from billing.requests.queries import RequestQuery, ready_ids
from billing.runs.actions import start_run
from billing.standing.queries.timeline import timeline_of
from billing.streams.actions import change_series
from billing.streams.queries import series_rows
from billing.streams.rules import NewSeries
from billing.takeover.actions import AlreadyBack, GoneOn, take_back
from billing.takeover.queries import NoSuchTakeOver, get_take_over, rests_on, take_over_rows, taken_numbers
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, StreamId, TakeOverId
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import InvalidFields, NotFound
from tenants.workspaces.queries import get_workspace

SECOND = b"""number;customer_number;issued_on;due_on;total;open;vat_rate
10000900;10001;2026-09-01;2026-09-15;20;20;25,5
"""


@pytest.fixture
def stream(cast: Cast) -> StreamId:
    """Return the stream of a company that has taken three receivables over, with the customer 10001."""
    stream_id = ready_house(cast.alice, cast.kuusi)
    new_customer(cast.alice, cast.kuusi)
    taken_over(cast.alice, cast.kuusi)
    return stream_id


def newest(cast: Cast) -> TakeOverId:
    with cast.alice.acting(in_=cast.kuusi.workspace_id):
        return take_over_rows(cast.kuusi.workspace_id)[0].id


def taken_back(cast: Cast, which: TakeOverId, reason: str = "The list of another client") -> int:
    with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
        return take_back(actor, cast.kuusi.workspace_id, which, reason, now=now)


def ids(cast: Cast, search: str = "") -> dict[str, InvoiceId]:
    with cast.alice.acting(in_=cast.kuusi.workspace_id):
        return {row.number: row.id for row in invoice_rows(cast.kuusi.workspace_id, InvoiceQuery(search=search))}


def numbers(rows: Iterable[InvoiceRow]) -> list[str]:
    return sorted(row.number for row in rows)


@pytest.mark.usefixtures("stream")
class TestTakeBack:
    """The whole list, while nothing rests on it; entries are reversed, nothing is deleted."""

    def test_reverses_the_balances_and_keeps_every_entry(self, cast: Cast) -> None:
        assert taken_back(cast, newest(cast)) == 3
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where):
            assert {each.account: each.amount for each in balance(where)} == {"receivable": 0, "opening": 0}
            events = db.session.execute(text("select event, count(*) from ledger_entry group by event order by event"))
            assert [tuple(row) for row in events] == [("taken_back", 6), ("taken_over", 6)]

    def test_leaves_lists_and_search_and_is_found_where_it_is_asked_for(self, cast: Cast) -> None:
        taken_back(cast, newest(cast))
        where = cast.kuusi.workspace_id
        assert ids(cast) == {}
        assert ids(cast, search="10000411") == {}
        with cast.alice.acting(in_=where):
            kept = invoice_rows(where, InvoiceQuery(state="taken_back"))
            assert numbers(kept) == ["10000411", "10000412", "K-7"]
            assert {(row.state, row.open) for row in kept} == {("taken_back", Decimal(0))}
            assert taken_numbers(where) is None

    def test_lets_the_same_numbers_be_taken_over_again(self, cast: Cast) -> None:
        for _time in range(2):
            taken_back(cast, newest(cast))
            assert taken_over(cast.alice, cast.kuusi) == 3
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where):
            assert {each.account: each.amount for each in balance(where)} == {"receivable": OPEN, "opening": -OPEN}
            assert numbers(invoice_rows(where, InvoiceQuery())) == ["10000411", "10000412", "K-7"]

    def test_keeps_what_becomes_of_a_number_afterwards_apart(self, cast: Cast) -> None:
        where, gone = cast.kuusi.workspace_id, ids(cast)["10000412"]
        taken_back(cast, newest(cast))
        taken_over(cast.alice, cast.kuusi)
        stands = ids(cast)["10000412"]
        with cast.alice.acting(in_=where) as (actor, now):
            note = credit_invoice(actor, where, stands, Wanted(), now=now)
        with cast.alice.acting(in_=where):
            of_gone, of_stands = (corrections_of(where, get_invoice(where, id_)) for id_ in (gone, stands))
            corrected = corrections_of(where, get_invoice(where, note)).corrects
            states = {id_: get_invoice(where, id_).row.state for id_ in (gone, stands)}
        assert (of_gone.credits, [one.id for one in of_stands.credits]) == ((), [note])
        assert [one.id for one in corrected] == [stands]
        assert states == {gone: "taken_back", stands: "credited"}

    def test_takes_back_one_list_and_not_another(self, cast: Cast) -> None:
        first = newest(cast)
        taken_over(cast.alice, cast.kuusi, SECOND, total=Decimal(20))
        taken_back(cast, first)
        assert list(ids(cast)) == ["10000900"]

    def test_has_the_series_go_on_where_they_did_before(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where):
            assert series_rows(where)[0].next_number == 413
        taken_back(cast, newest(cast))
        with cast.alice.acting(in_=where):
            assert [(row.next_number, row.first_number) for row in series_rows(where)] == [(1, 1)]

    def test_leaves_a_series_that_was_changed_since(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            (series,) = series_rows(where)
            new = NewSeries(series.name, series.prefix, series.digits, series.yearly, 700)
            change_series(actor, where, series.id, new, now=now)
        taken_back(cast, newest(cast))
        with cast.alice.acting(in_=where):
            assert series_rows(where)[0].next_number == 700

    def test_never_lets_a_series_go_on_below_another_list(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        taken_over(cast.alice, cast.kuusi, SECOND, total=Decimal(20))
        with cast.alice.acting(in_=where):
            second, first = take_over_rows(where)
        taken_back(cast, first.id)
        with cast.alice.acting(in_=where):
            assert series_rows(where)[0].next_number == 901
        taken_back(cast, second.id)
        with cast.alice.acting(in_=where):
            assert series_rows(where)[0].next_number == 1

    def test_says_who_and_why(self, cast: Cast) -> None:
        where, which = cast.kuusi.workspace_id, newest(cast)
        invoice_id = ids(cast)["10000411"]
        taken_back(cast, which, "  The list of another client ")
        with cast.alice.acting(in_=where):
            row = get_take_over(where, which)
            entry = next(row for row in journal_rows(where) if row.act == "receivables_taken_back")
            story = [(one.kind, one.who != "") for one in timeline_of(where, invoice_id)]
            assert get_invoice(where, invoice_id).row.state == "taken_back"
        assert row.back is not None
        assert (row.back.reason, row.back.by != "") == ("The list of another client", True)
        assert entry.after is not None
        assert {"reason": "The list of another client", "invoices": 3, "EUR": "152.95"}.items() <= entry.after.items()
        assert story == [("taken_over", True), ("reminded_before", False), ("taken_back", True)]

    def test_asks_for_a_reason(self, cast: Cast) -> None:
        with pytest.raises(InvalidFields) as refusal:
            taken_back(cast, newest(cast), "  ")
        assert [problem.field for problem in refusal.value.problems] == ["reason"]
        assert len(ids(cast)) == 3

    def test_is_done_once(self, cast: Cast) -> None:
        which = newest(cast)
        taken_back(cast, which)
        with pytest.raises(AlreadyBack):
            taken_back(cast, which)

    def test_goes_back_or_is_credited_and_never_both(self, cast: Cast) -> None:
        where, which, invoice_id = cast.kuusi.workspace_id, newest(cast), ids(cast)["10000412"]

        def back() -> str:
            try:
                return f"{taken_back(cast, which)} back"
            except (AlreadyBack, GoneOn) as refusal:
                return type(refusal).__name__

        def credit() -> str:
            try:
                with cast.alice.acting(in_=where) as (actor, now):
                    credit_invoice(actor, where, invoice_id, Wanted(), now=now)
            except TakenBack as refusal:
                return type(refusal).__name__
            return "credited"

        def attempt(act: Callable[[], str]) -> str:
            with cast.alice.app.app_context():
                return act()

        with ThreadPoolExecutor(3) as pool:
            came = sorted(pool.map(attempt, (back, credit, back)))
        assert came in (["3 back", "AlreadyBack", "TakenBack"], ["GoneOn", "GoneOn", "credited"])

    def test_is_refused_when_the_first_run_has_begun(self, cast: Cast, stream: StreamId) -> None:
        where, which = cast.kuusi.workspace_id, newest(cast)
        some_requests(cast.alice, cast.kuusi, stream, 1)
        with cast.alice.acting(in_=where) as (actor, now):
            day = local_day(now, get_workspace(where).country)
            start_run(actor, where, stream, ready_ids(where, RequestQuery()), issued_on=day, fingerprint=None, now=now)
        with pytest.raises(GoneOn):
            taken_back(cast, which)
        with cast.alice.acting(in_=where):
            held = rests_on(where, which)
        assert (held.runs, held.credited) == (1, ())

    def test_names_what_was_credited_since(self, cast: Cast) -> None:
        where, which = cast.kuusi.workspace_id, newest(cast)
        with cast.alice.acting(in_=where) as (actor, now):
            credit_invoice(actor, where, ids(cast)["10000412"], Wanted(), now=now)
        with pytest.raises(GoneOn):
            taken_back(cast, which)
        with cast.alice.acting(in_=where):
            assert [one.number for one in rests_on(where, which).credited] == ["10000412"]

    def test_leaves_nothing_to_credit(self, cast: Cast) -> None:
        where, invoice_id = cast.kuusi.workspace_id, ids(cast)["10000412"]
        taken_back(cast, newest(cast))
        with cast.alice.acting(in_=where) as (actor, now), pytest.raises(TakenBack):
            credit_invoice(actor, where, invoice_id, Wanted(), now=now)

    def test_is_not_a_strangers_to_do(self, cast: Cast) -> None:
        which = newest(cast)
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now), pytest.raises(NotFound):
            take_back(actor, cast.kuusi.workspace_id, which, "Mine", now=now)
        with cast.charlie.acting(in_=cast.ek.workspace_id), pytest.raises(NoSuchTakeOver):
            get_take_over(cast.ek.workspace_id, which)
        assert len(ids(cast)) == 3
