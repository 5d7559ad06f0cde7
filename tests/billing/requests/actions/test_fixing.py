"""Putting a request right where it stands."""

from decimal import Decimal

import pytest
from factories.cast import Cast
from factories.requests import csv_file, imported
from factories.screens import HEADER, MIXED, RequestDesk, request_desk
from sqlalchemy import text

from billing.requests.actions.fixing import ChangedMeanwhile, InRun, NotHere, Typed, fix_request
from billing.requests.queries import get_request
from billing.requests.rules.fixing import mark_of
from billing.runs.actions import start_run
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import InvalidFields, NotFound


@pytest.fixture
def desk(cast: Cast) -> RequestDesk:
    return request_desk(cast)


def mark(desk: RequestDesk, request_id: RequestId) -> str:
    with desk.cast.alice.acting(in_=desk.workspace_id):
        found = get_request(desk.workspace_id, request_id)
    return mark_of(found.content, found.unsaid)


def fix(desk: RequestDesk, key: str, fields: dict[str, str], seen: str = "") -> bool:
    request_id = desk.row(key).id
    typed = Typed(fields, seen or mark(desk, request_id))
    with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
        return fix_request(actor, desk.workspace_id, request_id, typed, now=now)


class TestFixRequest:
    """One request."""

    def test_makes_it_ready_and_keeps_what_it_said_in_the_journal(self, desk: RequestDesk) -> None:
        assert fix(desk, "R-4", {"line.1.vat": "S:25.5", "line.1.text": "Right rate"})
        row = desk.row("R-4")
        assert (row.state, row.subject, row.total) == ("ready", "Right rate", Decimal("12.55"))
        with desk.cast.alice.acting(in_=desk.workspace_id):
            (entry,) = (one for one in journal_rows(desk.workspace_id) if one.act == "request_corrected")
        assert (entry.before, entry.after) == (
            {"request": "R-4", "line.1.vat": "S:14", "line.1.text": "Wrong rate"},
            {"request": "R-4", "line.1.vat": "S:25.5", "line.1.text": "Right rate"},
        )

    def test_says_what_still_keeps_it_back(self, desk: RequestDesk) -> None:
        assert not fix(desk, "R-4", {"line.1.vat": "S:25.5", "line.1.unit": "QQQQ"})
        assert [problem.field for problem in desk.row("R-4").problems] == ["lines.1.unit"]

    def test_outlives_the_same_file_and_gives_way_to_another(self, desk: RequestDesk) -> None:
        fix(desk, "R-4", {"line.1.text": "Half right"})
        again = imported(desk.cast.alice, desk.workspace_id, desk.stream_id, csv_file(*MIXED, header=HEADER))
        assert (again.duplicates, desk.row("R-4").subject) == (6, "Half right")
        other = tuple(row.replace("Wrong rate;1;10,00;14", "Other rate;1;10,00;13,5") for row in MIXED)
        result = imported(desk.cast.alice, desk.workspace_id, desk.stream_id, csv_file(*other, header=HEADER))
        assert (result.ready, desk.row("R-4").subject) == (1, "Other rate")

    def test_changes_one_that_is_ready_too(self, desk: RequestDesk) -> None:
        assert fix(desk, "R-1", {"line.1.quantity": "2", "line.1.unit": "tunti"})
        assert desk.row("R-1").net == Decimal("200.00")
        with desk.cast.alice.acting(in_=desk.workspace_id):
            (line,) = get_request(desk.workspace_id, desk.row("R-1").id).content.lines
        assert line.unit == "HUR"

    def test_writes_nothing_that_cannot_be_read(self, desk: RequestDesk) -> None:
        with pytest.raises(InvalidFields):
            fix(desk, "R-1", {"line.1.quantity": "many", "order_reference": "PO 7"})
        assert desk.row("R-1").net == Decimal("100.00")

    def test_refuses_the_second_of_two_who_saw_the_same(self, desk: RequestDesk) -> None:
        seen = mark(desk, desk.row("R-1").id)
        fix(desk, "R-1", {"line.1.quantity": "2"}, seen)
        with pytest.raises(ChangedMeanwhile):
            fix(desk, "R-1", {"line.1.quantity": "3"}, seen)

    def test_leaves_what_a_run_has(self, desk: RequestDesk) -> None:
        request_id = desk.row("R-1").id
        with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
            day = local_day(now, "FI")
            start_run(actor, desk.workspace_id, desk.stream_id, [request_id], issued_on=day, fingerprint=None, now=now)
        with pytest.raises(InRun):
            fix(desk, "R-1", {"line.1.quantity": "2"})

    def test_leaves_what_the_desk_and_plans_bill(self, desk: RequestDesk) -> None:
        with desk.cast.alice.acting(in_=desk.workspace_id):
            db.session.execute(text("update billing_request set source = 'plan' where key = 'R-1'"))
        with pytest.raises(NotHere):
            fix(desk, "R-1", {"line.1.quantity": "2"})

    def test_is_not_a_strangers_to_do(self, desk: RequestDesk) -> None:
        typed = Typed({"line.1.quantity": "2"}, mark(desk, desk.row("R-1").id))
        row = desk.row("R-1")
        with desk.cast.charlie.acting(in_=desk.cast.ek.workspace_id) as (actor, now):
            for where in (desk.workspace_id, desk.cast.ek.workspace_id):
                with pytest.raises(NotFound):
                    fix_request(actor, where, row.id, typed, now=now)
