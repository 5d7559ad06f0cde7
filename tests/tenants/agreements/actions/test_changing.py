"""Changing an agreement: whose consent, from when, what it costs; nothing for strangers."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from factories.agreeing import agreement_in, attend_today, changes_in, charges_in, put_clock
from factories.cast import Cast, Member
from flask import Flask

from tenants.agreements.actions import (
    ChangeSettled,
    NothingChanges,
    NotYoursToAnswer,
    When,
    cancel_agreement,
    consent_to_change,
    propose_change,
    refuse_change,
    withdraw_change,
)
from tenants.agreements.actions.changing import AgreementEnds
from tenants.agreements.queries import Wanted
from tenants.agreements.rules import CLIENT, firm
from tenants.kernel.refusals import NotFound


def ask(person: Member, cast: Cast, wanted: Wanted, when: When = "renewal") -> UUID:
    with person.acting(in_=cast.kuusi.workspace_id) as (actor, now):
        return propose_change(actor, cast.kuusi.workspace_id, wanted, when=when, now=now)


def agree(person: Member, cast: Cast, change_id: UUID) -> None:
    with person.acting(in_=cast.kuusi.workspace_id) as (actor, now):
        consent_to_change(actor, cast.kuusi.workspace_id, change_id, now=now)


@pytest.fixture
def start(cast: Cast) -> date:
    """Return the first day of the agreement, under which the firm pays Pro for a year: 490 euros."""
    first = agreement_in(cast.kuusi.workspace_id).starts_on
    assert first is not None
    return first


class TestProposeChange:
    def test_by_the_payer_needs_nobody_else(self, cast: Cast, start: date) -> None:
        ask(cast.alice, cast, Wanted(variant="smart"))
        assert changes_in(cast.kuusi.workspace_id)[0].state == "agreed"

    def test_of_the_price_by_the_client_waits_for_the_firm_that_pays(self, cast: Cast, start: date) -> None:
        ask(cast.bob, cast, Wanted(months=3))
        change = changes_in(cast.kuusi.workspace_id)[0]
        assert (change.state, change.consent) == ("waiting", firm(cast.kuusi.firm_id))

    def test_of_the_payer_waits_for_the_new_one(self, cast: Cast, start: date) -> None:
        ask(cast.alice, cast, Wanted(payer=CLIENT), "now")
        change = changes_in(cast.kuusi.workspace_id)[0]
        assert (change.state, change.consent) == ("waiting", CLIENT)
        assert agreement_in(cast.kuusi.workspace_id).payer == "firm"

    def test_by_the_new_payer_itself_is_agreed_at_once(self, cast: Cast, start: date) -> None:
        ask(cast.bob, cast, Wanted(payer=CLIENT), "now")
        assert agreement_in(cast.kuusi.workspace_id).payer == "client"

    def test_refuses_what_is_so_already(self, cast: Cast, start: date) -> None:
        with pytest.raises(NothingChanges):
            ask(cast.alice, cast, Wanted(variant="pro", months=12, payer=firm(cast.kuusi.firm_id)))

    def test_refuses_to_change_what_is_cancelled(self, cast: Cast, start: date) -> None:
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            cancel_agreement(actor, cast.kuusi.workspace_id, now=now)
        with pytest.raises(AgreementEnds):
            ask(cast.alice, cast, Wanted(variant="smart"))

    def test_takes_the_place_of_an_older_one_about_the_same(self, cast: Cast, start: date) -> None:
        ask(cast.alice, cast, Wanted(variant="smart"))
        ask(cast.alice, cast, Wanted(variant="start"))
        assert [change.state for change in changes_in(cast.kuusi.workspace_id)] == ["agreed", "lapsed"]

    def test_hides_the_agreement_from_a_stranger(self, cast: Cast, start: date) -> None:
        with pytest.raises(NotFound), cast.charlie.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            propose_change(actor, cast.kuusi.workspace_id, Wanted(variant="smart"), when="now", now=now)


class TestNow:
    def test_gives_back_the_unused_days_and_charges_the_rest(self, app: Flask, cast: Cast, start: date) -> None:
        put_clock(app, start + timedelta(days=100))
        ask(cast.alice, cast, Wanted(variant="smart"), "now")
        days = (agreement_in(cast.kuusi.workspace_id).renews_on - start).days
        left = days - 100
        _, *later = charges_in(cast.kuusi.workspace_id)
        credit, rest = later
        assert (credit.kind, rest.kind) == ("credit", "rest")
        assert credit.amount == (Decimal(490) * left / days).quantize(Decimal("0.01"))
        assert rest.amount == (Decimal(290) * left / days).quantize(Decimal("0.01"))
        assert rest.first_on == start + timedelta(days=100)

    def test_leaves_the_renewal_of_another_variant_where_it_is(self, app: Flask, cast: Cast, start: date) -> None:
        before = agreement_in(cast.kuusi.workspace_id).renews_on
        put_clock(app, start + timedelta(days=100))
        ask(cast.alice, cast, Wanted(variant="smart"), "now")
        assert agreement_in(cast.kuusi.workspace_id).renews_on == before

    def test_gives_back_to_whoever_paid_and_charges_whoever_pays(self, app: Flask, cast: Cast, start: date) -> None:
        put_clock(app, start + timedelta(days=50))
        agree(cast.bob, cast, ask(cast.alice, cast, Wanted(payer=CLIENT), "now"))
        credit, rest = charges_in(cast.kuusi.workspace_id)[1:]
        assert (credit.payer, credit.payer_firm_id) == ("firm", cast.kuusi.firm_id)
        assert (rest.payer, rest.payer_firm_id) == ("client", None)
        assert credit.amount == rest.amount

    def test_counts_from_the_day_of_consent(self, app: Flask, cast: Cast, start: date) -> None:
        put_clock(app, start + timedelta(days=50))
        change = ask(cast.alice, cast, Wanted(payer=CLIENT), "now")
        put_clock(app, start + timedelta(days=60))
        agree(cast.bob, cast, change)
        assert charges_in(cast.kuusi.workspace_id)[1].first_on == start + timedelta(days=60)

    def test_of_another_length_begins_a_period_of_its_own(self, app: Flask, cast: Cast, start: date) -> None:
        put_clock(app, start + timedelta(days=10))
        ask(cast.alice, cast, Wanted(months=3), "now")
        facts, rest = agreement_in(cast.kuusi.workspace_id), charges_in(cast.kuusi.workspace_id)[-1]
        assert rest.first_on == start + timedelta(days=10)
        assert facts.renews_on == rest.last_on + timedelta(days=1)
        assert rest.amount == Decimal("147.00")

    def test_twice_reckons_with_what_was_charged_last(self, app: Flask, cast: Cast, start: date) -> None:
        put_clock(app, start + timedelta(days=100))
        ask(cast.alice, cast, Wanted(variant="smart"), "now")
        ask(cast.alice, cast, Wanted(variant="pro"), "now")
        charges = charges_in(cast.kuusi.workspace_id)
        paid = sum(row.amount if row.kind != "credit" else -row.amount for row in charges)
        assert paid == Decimal("490.00")


class TestConsent:
    def test_isnt_the_askers_to_give(self, cast: Cast, start: date) -> None:
        change = ask(cast.alice, cast, Wanted(payer=CLIENT))
        with pytest.raises(NotYoursToAnswer):
            agree(cast.alice, cast, change)

    def test_counts_once(self, cast: Cast, start: date) -> None:
        change = ask(cast.alice, cast, Wanted(payer=CLIENT), "now")
        agree(cast.bob, cast, change)
        with pytest.raises(ChangeSettled):
            agree(cast.bob, cast, change)

    def test_refused_leaves_everything_as_it_is(self, cast: Cast, start: date) -> None:
        change = ask(cast.alice, cast, Wanted(payer=CLIENT), "now")
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            refuse_change(actor, cast.kuusi.workspace_id, change, "The firm offered to pay.", now=now)
        assert agreement_in(cast.kuusi.workspace_id).payer == "firm"
        assert changes_in(cast.kuusi.workspace_id)[0].reason == "The firm offered to pay."

    def test_cant_be_given_to_what_was_withdrawn(self, cast: Cast, start: date) -> None:
        change = ask(cast.alice, cast, Wanted(payer=CLIENT), "now")
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            withdraw_change(actor, cast.kuusi.workspace_id, change, now=now)
        with pytest.raises(ChangeSettled):
            agree(cast.bob, cast, change)

    def test_that_never_comes_lets_the_change_lapse_at_the_renewal(self, app: Flask, cast: Cast, start: date) -> None:
        ask(cast.alice, cast, Wanted(payer=CLIENT))
        renewal = agreement_in(cast.kuusi.workspace_id).renews_on
        assert renewal is not None
        put_clock(app, renewal)
        attend_today(cast.kuusi.workspace_id)
        assert changes_in(cast.kuusi.workspace_id)[0].state == "lapsed"
        assert agreement_in(cast.kuusi.workspace_id).payer == "firm"

    def test_isnt_a_strangers_to_give(self, cast: Cast, start: date) -> None:
        change = ask(cast.alice, cast, Wanted(payer=CLIENT))
        with pytest.raises(NotFound), cast.dora.acting(in_=cast.ek.workspace_id) as (actor, now):
            consent_to_change(actor, cast.ek.workspace_id, change, now=now)
