"""Cancelling in time, too late, and taking it back."""

from datetime import date, timedelta

import pytest
from factories.agreeing import agreement_in, attend_today, charges_in, put_clock
from factories.cast import Cast
from flask import Flask

from tenants.agreements.actions import NotYoursToCancel, cancel_agreement, keep_agreement, propose_change
from tenants.agreements.actions.cancelling import NotCancelled
from tenants.agreements.queries import Wanted
from tenants.agreements.rules import CLIENT
from tenants.kernel.refusals import NotFound


def cancel(cast: Cast) -> date:
    with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now):
        return cancel_agreement(actor, cast.kuusi.workspace_id, now=now)


@pytest.fixture
def renewal(cast: Cast) -> date:
    renews_on = agreement_in(cast.kuusi.workspace_id).renews_on
    assert renews_on is not None
    return renews_on


class TestCancelAgreement:
    def test_in_time_ends_it_at_the_renewal(self, app: Flask, cast: Cast, renewal: date) -> None:
        put_clock(app, renewal - timedelta(days=30))
        assert cancel(cast) == renewal
        put_clock(app, renewal)
        attend_today(cast.kuusi.workspace_id)
        assert agreement_in(cast.kuusi.workspace_id).state == "ended"
        assert len(charges_in(cast.kuusi.workspace_id)) == 1

    def test_a_day_late_ends_it_after_the_next_period(self, app: Flask, cast: Cast, renewal: date) -> None:
        put_clock(app, renewal - timedelta(days=29))
        ends_on = cancel(cast)
        assert ends_on.year == renewal.year + 1
        put_clock(app, renewal)
        attend_today(cast.kuusi.workspace_id)
        assert agreement_in(cast.kuusi.workspace_id).state == "ending"
        put_clock(app, ends_on)
        attend_today(cast.kuusi.workspace_id)
        assert agreement_in(cast.kuusi.workspace_id).state == "ended"
        assert len(charges_in(cast.kuusi.workspace_id)) == 2

    def test_drops_what_was_agreed_for_the_renewal(self, cast: Cast, renewal: date) -> None:
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            propose_change(actor, cast.kuusi.workspace_id, Wanted(variant="smart"), when="renewal", now=now)
        cancel(cast)
        assert agreement_in(cast.kuusi.workspace_id).variant == "pro"

    def test_isnt_for_a_firm_that_doesnt_pay(self, cast: Cast, renewal: date) -> None:
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            propose_change(actor, cast.kuusi.workspace_id, Wanted(payer=CLIENT), when="now", now=now)
        with pytest.raises(NotYoursToCancel), cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            cancel_agreement(actor, cast.kuusi.workspace_id, now=now)

    def test_hides_it_from_a_stranger(self, cast: Cast, renewal: date) -> None:
        with pytest.raises(NotFound), cast.charlie.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            cancel_agreement(actor, cast.kuusi.workspace_id, now=now)


class TestKeepAgreement:
    def test_lets_it_renew_again(self, app: Flask, cast: Cast, renewal: date) -> None:
        cancel(cast)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            keep_agreement(actor, cast.kuusi.workspace_id, now=now)
        put_clock(app, renewal)
        attend_today(cast.kuusi.workspace_id)
        assert agreement_in(cast.kuusi.workspace_id).state == "active"
        assert len(charges_in(cast.kuusi.workspace_id)) == 2

    def test_is_for_the_payer_only(self, cast: Cast, renewal: date) -> None:
        cancel(cast)
        with pytest.raises(NotYoursToCancel), cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            keep_agreement(actor, cast.kuusi.workspace_id, now=now)

    def test_refuses_what_isnt_cancelled(self, cast: Cast, renewal: date) -> None:
        with pytest.raises(NotCancelled), cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            keep_agreement(actor, cast.kuusi.workspace_id, now=now)
