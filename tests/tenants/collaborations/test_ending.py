"""Ending a collaboration: by whom, from when, what stays; access ends with it, history doesn't."""

from datetime import date, timedelta

import pytest
from factories.agreeing import (
    agreement_in,
    attend_today,
    changes_in,
    charges_in,
    collaboration_in,
    permits,
    put_clock,
    state_of,
)  # fmt: skip
from factories.cast import Cast, Member
from flask import Flask

from tenants.agreements.actions import consent_to_change, propose_change
from tenants.agreements.queries import Wanted
from tenants.agreements.rules import CLIENT
from tenants.collaborations.ending import DayPast, Ending, Loose, Outcome, call_ending_off, end_collaboration
from tenants.collaborations.endings import find_ending
from tenants.collaborations.sides import side_rows
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.refusals import NotFound


def nothing_open(_workspace_id: WorkspaceId) -> tuple[Loose, ...]:
    return ()


def end(person: Member, cast: Cast, on: date, outcome: Outcome = "continues") -> None:
    where = cast.kuusi.workspace_id
    collaboration_id = collaboration_in(where)
    with person.acting(in_=where) as (actor, now):
        end_collaboration(actor, where, collaboration_id, Ending(on, outcome), loose=nothing_open, now=now)


@pytest.fixture
def today(cast: Cast) -> date:
    first = agreement_in(cast.kuusi.workspace_id).starts_on
    assert first is not None
    return first


class TestEndCollaboration:
    @pytest.mark.parametrize("who", ["alice", "bob"])
    def test_today_puts_the_firm_out_at_the_next_request(self, cast: Cast, today: date, who: str) -> None:
        alice = cast.alice.browser()
        assert alice.get(f"/w/{cast.kuusi.workspace_id}/approvals").status_code == 200
        end(getattr(cast, who), cast, today)
        assert alice.get(f"/w/{cast.kuusi.workspace_id}/approvals").status_code == 404
        assert not permits(cast.alice, cast.kuusi.workspace_id)

    def test_leaves_the_client_its_books(self, cast: Cast, today: date) -> None:
        end(cast.alice, cast, today, "read_only")
        assert permits(cast.bob, cast.kuusi.workspace_id)
        assert cast.bob.browser().get(f"/w/{cast.kuusi.workspace_id}/approvals").status_code == 200

    def test_on_a_day_ends_it_then(self, app: Flask, cast: Cast, today: date) -> None:
        end(cast.bob, cast, today + timedelta(days=10))
        assert state_of(cast.kuusi.workspace_id) == "ending"
        put_clock(app, today + timedelta(days=9))
        attend_today(cast.kuusi.workspace_id)
        assert permits(cast.alice, cast.kuusi.workspace_id)
        put_clock(app, today + timedelta(days=10))
        attend_today(cast.kuusi.workspace_id)
        assert state_of(cast.kuusi.workspace_id) == "ended"
        assert not permits(cast.alice, cast.kuusi.workspace_id)

    def test_keeps_what_was_open_then(self, cast: Cast, today: date) -> None:
        where = cast.kuusi.workspace_id
        collaboration_id = collaboration_in(where)
        with cast.bob.acting(in_=where) as (actor, now):
            ending = Ending(today + timedelta(days=3), "continues")
            end_collaboration(actor, where, collaboration_id, ending, loose=lambda _: (Loose("unsent", 4),), now=now)
            found = find_ending(where, collaboration_id)
        assert found is not None
        assert found.left_open == {"unsent": 4}

    def test_refuses_a_day_that_is_past(self, cast: Cast, today: date) -> None:
        with pytest.raises(DayPast):
            end(cast.bob, cast, today - timedelta(days=1))

    def test_hides_the_collaboration_from_a_stranger(self, cast: Cast, today: date) -> None:
        collaboration_id = collaboration_in(cast.kuusi.workspace_id)
        ending = Ending(today, "continues")
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now), pytest.raises(NotFound):
            end_collaboration(actor, cast.ek.workspace_id, collaboration_id, ending, loose=nothing_open, now=now)


class TestPlanAfterwards:
    def test_is_the_clients_from_the_renewal_where_the_client_ends_it(
        self, app: Flask, cast: Cast, today: date
    ) -> None:
        where = cast.kuusi.workspace_id
        end(cast.bob, cast, today)
        facts = agreement_in(where)
        assert (facts.state, facts.payer) == ("active", "firm")
        assert facts.renews_on is not None
        put_clock(app, facts.renews_on)
        attend_today(where)
        assert [row.payer for row in charges_in(where)] == ["firm", "client"]

    def test_ends_with_what_is_paid_where_the_firm_leaves_and_nobody_agrees(
        self, app: Flask, cast: Cast, today: date
    ) -> None:
        where = cast.kuusi.workspace_id
        end(cast.alice, cast, today)
        facts = agreement_in(where)
        assert (facts.state, facts.ends_on) == ("ending", facts.renews_on)
        assert facts.renews_on is not None
        put_clock(app, facts.renews_on)
        attend_today(where)
        assert agreement_in(where).state == "ended"
        assert len(charges_in(where)) == 1

    def test_goes_on_where_the_client_agrees_to_pay(self, app: Flask, cast: Cast, today: date) -> None:
        where = cast.kuusi.workspace_id
        end(cast.alice, cast, today)
        change = changes_in(where)[0]
        assert (change.state, change.consent) == ("waiting", CLIENT)
        with cast.bob.acting(in_=where) as (actor, now):
            consent_to_change(actor, where, change.id, now=now)
        facts = agreement_in(where)
        assert facts.state == "active"
        assert facts.renews_on is not None
        put_clock(app, facts.renews_on)
        attend_today(where)
        assert [row.payer for row in charges_in(where)] == ["firm", "client"]

    def test_isnt_touched_where_the_client_pays(self, cast: Cast, today: date) -> None:
        where = cast.kuusi.workspace_id
        with cast.bob.acting(in_=where) as (actor, now):
            propose_change(actor, where, Wanted(payer=CLIENT), when="now", now=now)
        end(cast.alice, cast, today)
        assert agreement_in(where).state == "active"
        assert changes_in(where)[0].state == "applied"

    def test_passes_to_whoever_agreed_to_pay_from_that_day(self, app: Flask, cast: Cast, today: date) -> None:
        where = cast.kuusi.workspace_id
        with cast.bob.acting(in_=where) as (actor, now):
            propose_change(
                actor, where, Wanted(payer=CLIENT), when="collaboration_end", after=side_rows(where)[0].id, now=now
            )
        put_clock(app, today + timedelta(days=90))
        end(cast.alice, cast, today + timedelta(days=90))
        period, credit, rest = charges_in(where)
        assert (period.payer, credit.payer, rest.payer) == ("firm", "firm", "client")
        assert credit.first_on == rest.first_on == today + timedelta(days=90)
        assert credit.amount == rest.amount

    def test_ends_where_nothing_is_to_stay(self, cast: Cast, today: date) -> None:
        end(cast.bob, cast, today, "read_only")
        facts = agreement_in(cast.kuusi.workspace_id)
        assert (facts.state, facts.ends_on) == ("ending", facts.renews_on)


class TestCallingOff:
    def test_lets_it_go_on(self, app: Flask, cast: Cast, today: date) -> None:
        where = cast.kuusi.workspace_id
        end(cast.bob, cast, today + timedelta(days=5))
        collaboration_id = collaboration_in(where)
        with cast.bob.acting(in_=where) as (actor, now):
            call_ending_off(actor, where, collaboration_id, now=now)
        put_clock(app, today + timedelta(days=5))
        attend_today(where)
        assert state_of(where) == "active"
