"""What nobody has sent: noted at its issue, struck out at its first delivery, unsent or in need of attention."""

from dataclasses import replace
from typing import Any

import pytest
from factories.cast import Cast
from factories.issued import BY_EMAIL, issue, rendered
from factories.plans import sent, steps_of
from sqlalchemy import select

from billing.delivery.actions import send_invoices
from billing.delivery.models import UnsentInvoice
from billing.delivery.queries import attention_counts, attention_rows, unsent_counts, unsent_rows
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.kernel.db import db
from tenants.kernel.outbox.models import Task

MANY = 60


@pytest.fixture
def fresh(cast: Cast) -> Cast:
    """Return people among invoices so new that the planner takes their tables for empty."""
    issue(cast.alice, cast.kuusi.workspace_id, [replace(BY_EMAIL, name=f"Asiakas {n} Oy") for n in range(MANY)])
    return cast


def rows_touched(statement: str, parameters: Any) -> float:
    """Return how many rows the steps of a statement's plan took in hand, those that they let go again among them."""
    steps = steps_of(statement, parameters, run=True)
    return sum(step.get(rows, 0) * step["Actual Loops"] for step in steps for rows in TAKEN)


TAKEN = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter", "Rows Removed by Index Recheck")


class TestUndelivered:
    """What nobody has sent is either unsent or needs attention."""

    def test_is_counted_once(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        issue(cast.alice, where, [BY_EMAIL])
        with cast.alice.acting():
            assert ([one.count for one in unsent_counts([where])], attention_counts([where])) == ([1], ())
        with transaction(scope=job_actor("workspace", where).scope(acting=where)):
            db.session.query(Task).filter_by(kind="render_chunk").update({"state": "dead"})
        with cast.alice.acting():
            assert (unsent_counts([where]), unsent_rows([where])) == ((), ())
            assert [one.count for one in attention_counts([where])] == [1]

    def test_is_noted_at_the_issue_and_struck_out_at_the_first_delivery(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        first, second = rendered(cast.alice, where, [BY_EMAIL, replace(BY_EMAIL, name="Toinen Oy")])
        with cast.alice.acting(in_=where) as (actor, now):
            assert set(db.session.scalars(select(UnsentInvoice.invoice_id))) == {first, second}
            send_invoices(actor, where, [first], now=now)
            assert set(db.session.scalars(select(UnsentInvoice.invoice_id))) == {second}
        with cast.charlie.acting():
            assert db.session.scalars(select(UnsentInvoice.invoice_id)).all() == []

    @pytest.mark.parametrize("read", [unsent_counts, unsent_rows, attention_counts, attention_rows])
    def test_is_read_by_keys_while_the_planner_knows_nothing_of_the_tables_yet(self, read: Any, fresh: Cast) -> None:
        with fresh.alice.acting():
            statements = sent(lambda: read([fresh.kuusi.workspace_id]), naming="unsent_invoice")
            touched = [rows_touched(*statement) for statement in statements]
        assert statements
        assert max(touched) < 2 * MANY * MANY
