"""What waits, across clients."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from factories.books import MORNING, Books
from factories.business_ids import y_tunnus
from factories.cast import Cast, make_client
from sqlalchemy import event

from billing.standing.queries.portfolio import PortfolioQuery, portfolio_count, portfolio_rows
from billing.standing.queries.today import Today, today_of
from tenants.agreements.actions import Offer
from tenants.clients.actions import NewClient, add_client
from tenants.collaborations.actions import invite_client
from tenants.engagements.actions import add_engagement
from tenants.kernel.db import db

KINDS = ("ready", "invalid", "cancelled", "unsent", "attention")


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements that are sent to the database."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "set_config" not in statement:
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def today(cast: Cast) -> Today:
    with cast.alice.acting() as (actor, now):
        return today_of(tuple(actor.workspaces), tuple(actor.firms), now=now)


def fill(books: Books) -> None:
    """Put one thing of each kind into books; of requests that are ready, two."""
    customer = books.customer()
    books.request("ready", customer=customer)
    books.request("ready", customer=customer, created_at=MORNING - timedelta(days=1))
    books.request("invalid")
    books.request("cancelled")
    books.invoice(customer)
    books.delivery(books.invoice(customer), "bounced")


class TestToday:
    """The counts of everything that waits."""

    def test_counts_each_kind_with_the_oldest_and_who_answers_for_it(self, cast: Cast, kuusi: Books) -> None:
        fill(kuusi)
        found = today(cast)
        assert [found.count(kind) for kind in KINDS] == [2, 1, 1, 1, 1]
        assert found.count("unsent", "email") == 1
        assert found.count("unsent", "einvoice") == 0
        assert found.count("attention", "bounced") == 1
        first = found.works[0]
        assert (first.kind, first.oldest) == ("ready", MORNING - timedelta(days=1))
        assert (first.client, first.owners) == ("Kuusi Keramiikka Oy", ("Alice",))

    @pytest.mark.parametrize("kind", KINDS)
    def test_counts_exactly_what_the_list_behind_it_holds(self, cast: Cast, kuusi: Books, kind: str) -> None:
        fill(kuusi)
        expected = today(cast).count(kind)
        with cast.alice.acting() as (actor, now):
            places, query = tuple(actor.workspaces), PortfolioQuery(kind=kind)
            assert len(portfolio_rows(places, query, now=now)) == portfolio_count(places, query, now=now) == expected

    def test_forgets_a_failure_that_was_sent_again(self, cast: Cast, kuusi: Books) -> None:
        invoice = kuusi.invoice(kuusi.customer())
        kuusi.delivery(invoice, "bounced")
        kuusi.delivery(invoice, "delivered", created_at=MORNING + timedelta(hours=1))
        assert today(cast).works == ()

    def test_leaves_out_what_was_done_or_dismissed(self, cast: Cast, kuusi: Books) -> None:
        kuusi.request("dismissed")
        kuusi.request("invoiced")
        assert today(cast).works == ()

    def test_asks_as_many_questions_for_many_clients_as_for_one(self, cast: Cast, kuusi: Books) -> None:
        fill(kuusi)
        with cast.alice.acting() as (actor, now), counted() as one:
            today_of(tuple(actor.workspaces), tuple(actor.firms), now=now)
        for number in range(4):
            _admin, house = make_client(
                cast.alice, cast.kuusi.firm_id, "FI", y_tunnus(), f"Asiakas {number} Oy", f"Admin{number}"
            )
            fill(Books(cast.alice, house.workspace_id))
        with cast.alice.acting() as (actor, now), counted() as many:
            found = today_of(tuple(actor.workspaces), tuple(actor.firms), now=now)
        assert found.count("ready") == 10
        assert len(many) == len(one) <= 7

    def test_shows_a_stranger_nothing(self, cast: Cast, kuusi: Books) -> None:
        fill(kuusi)
        with cast.charlie.acting() as (_actor, now):
            assert today_of((kuusi.workspace_id,), (cast.kuusi.firm_id,), now=now).works == ()
            for kind in (*KINDS, "desk"):
                assert portfolio_rows((kuusi.workspace_id,), PortfolioQuery(kind=kind), now=now) == ()

    def test_counts_only_the_workspaces_asked_for(self, cast: Cast, kuusi: Books) -> None:
        fill(kuusi)
        with cast.alice.acting() as (_actor, now):
            assert today_of((cast.ek.workspace_id,), (), now=now).works == ()


class TestApprovals:
    """Clients that were invited and haven't answered."""

    def test_wait_at_the_firm_that_invited_them(self, cast: Cast) -> None:
        firm_id = cast.kuusi.firm_id
        with cast.alice.acting(firm=firm_id) as (actor, now):
            new = NewClient("FI", y_tunnus(), "Uusi Asiakas Oy", "Ulla", "ulla@uusi.example", "", "fi")
            client_id = add_client(actor, firm_id, new, now=now)
            work = add_engagement(actor, firm_id, client_id, "Invoicing 2026", [actor.user_id], now=now)
            invite_client(actor, firm_id, work, Offer("pro", 12, "firm"), now=now)
        waiting = today(cast).works
        assert [(work.kind, work.client, work.client_id, work.owners) for work in waiting] == [
            ("approvals", "Uusi Asiakas Oy", client_id, ("Alice",))
        ]
        with cast.charlie.acting() as (_actor, now):
            assert today_of((), (firm_id,), now=now).works == ()
