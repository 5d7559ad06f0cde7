"""Issuing a chunk: numbers without a gap, each request once, what isn't ready set aside."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from factories.desk import Desk
from factories.ready import make_ready_requests
from sqlalchemy import text

from billing.ledger.queries import balance, open_amounts
from billing.runs.actions import Chunk, give_up_chunk, issue_chunk, starting
from tenants.kernel.db import db
from tenants.kernel.refusals import NotFound

NEW_TERMS = """
    insert into terms
        select gen_random_uuid(), kind, version + 1, language, title, body, sha256 || '2', in_force_from, true
        from terms where kind = 'terms_of_service'
"""
NUMBERS = "select place_in_series from invoice order by 1"


def reasons(desk: Desk) -> list[str]:
    rows = desk.ask("select reason ->> 'id' from run_item where state = 'set_aside' order by place")
    return [str(reason) for (reason,) in rows]


class TestIssueChunk:
    """One transaction for a chunk."""

    def test_numbers_the_requests_in_the_order_of_the_run(self, desk: Desk) -> None:
        desk.run(*reversed(desk.requests))
        found = desk.ask("select request_id, number, reference from invoice order by place_in_series")
        assert [row[0] for row in found] == list(reversed(desk.requests))
        assert [row[1] for row in found] == [f"1000000{place}" for place in range(1, 6)]
        assert desk.ask("select next_number from number_series") == [(6,)]

    def test_writes_content_and_columns_that_say_the_same(self, desk: Desk) -> None:
        desk.run()
        differing = desk.ask(
            "select count(*) from invoice where number <> content ->> 'number'"
            " or total_minor <> round(100 * (content -> 'totals' ->> 'gross')::numeric)"
            " or due_on::text <> content ->> 'due_on' or content -> 'payment_means' -> 0 ->> 'reference' <> reference"
        )
        assert differing == [(0,)]

    def test_keeps_what_is_to_be_paid_where_it_is_another_amount_than_the_total(self, desk: Desk) -> None:
        desk.change(
            "update billing_request set content = jsonb_set(content, '{totals}', content -> 'totals' ||"
            " jsonb_build_object('paid', '1.00', 'payable', ((content -> 'totals' ->> 'gross')::numeric - 1)::text))"
            " where id = :one",
            one=desk.requests[0],
        )
        desk.run()
        rows = desk.ask("select request_id, total_minor - asked_minor from invoice where asked_minor is not null")
        assert rows == [(desk.requests[0], 100)]

    def test_posts_what_is_open(self, desk: Desk) -> None:
        desk.run()
        rows = desk.ask("select id, total_minor from invoice")
        with desk.cast.alice.acting(in_=desk.workspace_id):
            opens = open_amounts(desk.workspace_id, [row[0] for row in rows])  # type: ignore[misc]  # ids
            books = balance(desk.workspace_id)
        assert {row[0]: row[1] for row in rows} == {one: int(amount * 100) for one, amount in opens.items()}
        assert sum(one.amount for one in books) == 0

    def test_marks_requests_invoiced_and_the_run_done(self, desk: Desk) -> None:
        desk.run()
        assert desk.ask("select distinct state from billing_request") == [("invoiced",)]
        assert desk.ask("select distinct state, invoice_id is not null from run_item") == [("issued", True)]
        assert desk.ask("select state, finished_at is not null from invoice_run") == [("done", True)]

    def test_asks_for_documents_and_for_the_summary(self, desk: Desk) -> None:
        run_id = desk.run()
        tasks = desk.ask("select kind, key from task where kind in ('render_chunk', 'summarise_run') order by 1")
        assert tasks == [("render_chunk", f"{run_id}:0"), ("summarise_run", str(run_id))]

    def test_tells_the_journal_which_numbers_it_gave(self, desk: Desk) -> None:
        desk.run()
        (after,) = desk.ask("select after from journal where act = 'invoices_issued'")[0]
        assert after == {"chunk": 0, "issued": 5, "set_aside": 0, "first": "10000001", "last": "10000005"}

    def test_does_nothing_a_second_time(self, desk: Desk) -> None:
        run_id = desk.run()
        desk.issue(run_id)
        assert desk.ask(NUMBERS) == [(place,) for place in range(1, 6)]
        assert desk.ask("select count(*) from journal where act = 'invoices_issued'") == [(1,)]

    def test_gives_numbers_back_that_a_rollback_had_taken(self, desk: Desk) -> None:
        run_id = desk.start()
        with suppress(ZeroDivisionError), desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
            issue_chunk(actor, desk.workspace_id, Chunk(run_id, 0), now=now)
            assert db.session.scalar(text("select next_number from number_series")) == 6
            _ = 1 / 0
        assert desk.ask("select next_number from number_series") == [(1,)]
        desk.issue(run_id)
        assert desk.ask(NUMBERS) == [(place,) for place in range(1, 6)]

    def test_hides_the_run_from_a_stranger(self, desk: Desk) -> None:
        run_id, ek = desk.start(), desk.cast.ek.workspace_id
        with desk.cast.charlie.acting(in_=ek) as (charlie, now):
            issue_chunk(charlie, ek, Chunk(run_id, 0), now=now)
            with pytest.raises(NotFound):
                issue_chunk(charlie, desk.workspace_id, Chunk(run_id, 0), now=now)
        assert desk.ask(NUMBERS) == []


class TestSettingAside:
    """What isn't ready never stops the rest, and costs no number."""

    def test_sets_aside_what_was_dismissed_meanwhile(self, desk: Desk) -> None:
        run_id = desk.start()
        desk.change("update billing_request set state = 'dismissed' where id = :id", id=desk.requests[2])
        desk.issue(run_id)
        assert desk.ask(NUMBERS) == [(1,), (2,), (3,), (4,)]
        assert reasons(desk) == ["The request has been dismissed."]

    def test_checks_the_card_anew(self, desk: Desk) -> None:
        run_id = desk.start()
        desk.change("update customer set city = '' where number = '10001'")
        desk.issue(run_id)
        assert (len(desk.ask(NUMBERS)), len(reasons(desk))) == (4, 1)

    def test_sets_aside_a_request_of_another_stream(self, desk: Desk) -> None:
        run_id = desk.start()
        other = "insert into stream select workspace_id, gen_random_uuid(), 'hours', name, series_id, true from stream"
        desk.change(other)
        move = "update billing_request set stream_id = (select id from stream where code = 'hours') where id = :id"
        desk.change(move, id=desk.requests[4])
        desk.issue(run_id)
        assert reasons(desk) == ["The request belongs to another stream."]

    def test_sets_aside_what_the_series_has_no_number_for(self, desk: Desk) -> None:
        desk.change("update number_series set next_number = 10 ^ digits - 2")
        desk.run()
        assert desk.ask(NUMBERS) == [(999_998,), (999_999,)]
        assert len(reasons(desk)) == 3

    def test_sets_aside_what_would_go_back_in_time(self, desk: Desk) -> None:
        run_id = desk.start(*desk.requests[:2])
        desk.run(*desk.requests[2:], on=desk.today + timedelta(days=1))
        desk.issue(run_id)
        assert desk.ask(NUMBERS) == [(1,), (2,), (3,)]
        assert reasons(desk) == ["The newest invoice of the series is dated %(day)s, after this one."] * 2

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ("update agreement set state = 'ended'", "The client has no agreement in force any more."),
            ("update collaboration set state = 'ended'", "The collaboration with the client has ended."),
            (
                NEW_TERMS,
                "The client's admin hasn't accepted the terms in force.",
            ),
        ],
    )
    def test_stops_between_chunks_when_the_client_is_no_longer_bound(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, change: str, reason: str
    ) -> None:
        monkeypatch.setattr(starting, "CHUNK", 3)
        run_id = desk.start()
        desk.issue(run_id)
        desk.change(change)
        desk.issue(run_id, 1)
        assert desk.ask(NUMBERS) == [(1,), (2,), (3,)]
        assert reasons(desk) == [reason] * 2

    def test_gives_up_a_chunk_that_failed_too_often(self, desk: Desk) -> None:
        run_id = desk.start()
        with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
            give_up_chunk(actor, desk.workspace_id, Chunk(run_id, 0), now=now)
        assert reasons(desk) == ["Issuing it failed several times; run it again."] * 5
        assert desk.ask("select state from invoice_run") == [("done",)]
        assert desk.run() != run_id


class TestTogether:
    """Workers and runs at once."""

    def test_two_runs_on_one_series_leave_no_gap_and_no_double(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(starting, "CHUNK", 5)
        more = make_ready_requests(desk.app, desk.workspace_id, 40, 1, seed=2)
        runs = [desk.start(*more[:20]), desk.start(*more[20:])]
        work = [(run_id, chunk) for chunk in range(4) for run_id in runs] * 2

        def issue(task: tuple[object, int]) -> None:
            with desk.app.app_context():
                desk.issue(*task)  # type: ignore[arg-type]  # a run and its chunk

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(issue, work))
        assert desk.ask(NUMBERS) == [(place,) for place in range(1, 41)]
        assert desk.ask("select count(distinct request_id) from invoice") == [(40,)]
        assert desk.ask("select distinct state from invoice_run") == [("done",)]
        assert desk.ask("select count(*) from task where kind = 'summarise_run'") == [(2,)]
