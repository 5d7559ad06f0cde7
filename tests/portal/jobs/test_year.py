"""More than a year, day by day, by an injected clock: every agreement is charged exactly as its terms say."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from factories.business_ids import y_tunnus
from factories.cast import Member, make_firm
from factories.charging_house import Subscriber, live_through, make_platform, subscribe
from flask import Flask
from sqlalchemy import select

from billing.requests.models import BillingRequest
from portal.edge.clock import set_clock
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.agreements.actions import Offer, cancel_agreement, consent_to_change, propose_change
from tenants.agreements.models import Agreement, AgreementNotice
from tenants.agreements.queries import Wanted
from tenants.agreements.queries.periods import PeriodRow, period_rows
from tenants.agreements.rules import CLIENT
from tenants.firms.actions import NewFirm
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId, WorkspaceId

# Half past midnight and half past eleven at night in UTC: the one is the same day everywhere, the other is the next day
# in all four countries. The walk crosses 29 February 2028 and the changes of the clock on 26 March and 29 October.
TWICE = (time(0, 30), time(22, 30))
FIRST, LAST = date(2027, 11, 28), date(2029, 4, 3)
STARTS = {
    "FI": date(2028, 2, 29),
    "SE": date(2027, 11, 30),
    "NO": date(2028, 1, 31),
    "DK": date(2028, 3, 1),
}
# The first days of every period until the end of the walk, written down by hand.
QUARTERS = {
    "FI": ["2028-02-29", "2028-05-29", "2028-08-29", "2028-11-29", "2029-02-28"],
    "SE": ["2027-11-30", "2028-02-29", "2028-05-30", "2028-08-30", "2028-11-30", "2029-02-28"],
    "NO": ["2028-01-31", "2028-04-30", "2028-07-31", "2028-10-31", "2029-01-31"],
    "DK": ["2028-03-01", "2028-06-01", "2028-09-01", "2028-12-01", "2029-03-01"],
}
YEARS = {
    "FI": ["2028-02-29", "2029-02-28"],
    "SE": ["2027-11-30", "2028-11-30"],
    "NO": ["2028-01-31", "2029-01-31"],
    "DK": ["2028-03-01", "2029-03-01"],
}
QUARTER_OF_SMART = {"FI": "87.00", "SE": "957.00", "NO": "957.00", "DK": "657.00"}
YEAR_OF_SMART = {"FI": "290.00", "SE": "3190.00", "NO": "3190.00", "DK": "2190.00"}


@dataclass
class Clock:
    """A clock that stands where it is put."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment

    def days(self, first: date, last: date) -> Iterator[date]:
        """Put the clock at both moments of each day, and yield the day once it is at each."""
        day = first
        while day <= last:
            for at in TWICE:
                self.moment = datetime.combine(day, at, UTC)
                yield day
            day += timedelta(days=1)


@pytest.fixture
def clock(app: Flask) -> Clock:
    clock = Clock(datetime.combine(FIRST, time(0, 30), UTC))
    set_clock(app, clock)
    return clock


@pytest.fixture
def firm(app: Flask, clock: Clock) -> tuple[Member, FirmId]:
    return make_firm(app, NewFirm("FI", y_tunnus(2_688_888), "Tilitoimisto Vuosi Oy", "info@vuosi.example"), "Anna")


def periods_of(workspace_id: WorkspaceId) -> list[PeriodRow]:
    """Return what a workspace was charged, in the order of its days."""
    with transaction(scope=job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        return sorted(period_rows(workspace_id), key=lambda row: (row.first_on, row.kind))


def requests_of(workspace_id: WorkspaceId) -> list[BillingRequest]:
    """Return the requests in the platform's books."""
    with transaction(scope=job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        rows = db.session.scalars(select(BillingRequest).where(BillingRequest.workspace_id == workspace_id)).all()
        db.session.expunge_all()
        return list(rows)


def notices_of(workspace_id: WorkspaceId) -> list[tuple[date, int, datetime]]:
    """Return the notices that were given: of which renewal, how many days before, when."""
    with transaction(scope=job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        rows = db.session.scalars(select(AgreementNotice).where(AgreementNotice.workspace_id == workspace_id))
        return sorted((row.renews_on, row.days_before, row.given_at) for row in rows)


class TestYear:
    def test_charges_every_agreement_as_its_terms_say(
        self, app: Flask, clock: Clock, firm: tuple[Member, FirmId]
    ) -> None:
        anna, firm_id = firm
        _petra, platform_id = make_platform(app)
        subscribers: dict[str, Subscriber] = {}
        for day in clock.days(FIRST, LAST):
            for country, start in STARTS.items():
                if day == start and f"{country} 3" not in subscribers:
                    for months, payer in ((3, "firm"), (12, "client")):
                        subscribers[f"{country} {months}"] = subscribe(
                            app, firm_id, anna.user_id, country, f"{country} {months}", Offer("smart", months, payer)
                        )
            live_through(app)
        expected_keys = set()
        for country in STARTS:
            for months, firsts, price, payer in (
                (3, QUARTERS[country], QUARTER_OF_SMART[country], "firm"),
                (12, YEARS[country], YEAR_OF_SMART[country], "client"),
            ):
                subscriber = subscribers[f"{country} {months}"]
                rows = periods_of(subscriber.workspace_id)
                assert [row.first_on.isoformat() for row in rows] == firsts, (country, months)
                assert {row.amount for row in rows} == {Decimal(price)}, (country, months)
                assert {row.payer for row in rows} == {payer}
                assert all(row.requested_at for row in rows)
                for one, following in itertools.pairwise(rows):
                    assert following.first_on == one.last_on + timedelta(days=1)
                expected_keys |= {f"{subscriber.agreement_id}:{first}" for first in firsts}
                self._check_notices(subscriber, firsts)
        requests = requests_of(platform_id)
        assert sorted(request.key for request in requests) == sorted(expected_keys)
        total = {
            currency: sum(request.net_minor or 0 for request in requests if request.currency == currency)
            for currency in ("EUR", "SEK", "NOK", "DKK")
        }
        assert total == {
            "EUR": 5 * 8700 + 2 * 29000,
            "SEK": 6 * 95700 + 2 * 319000,
            "NOK": 5 * 95700 + 2 * 319000,
            "DKK": 5 * 65700 + 2 * 219000,
        }

    def _check_notices(self, subscriber: Subscriber, firsts: list[str]) -> None:
        """Each renewal that came was announced once 30 and once 7 days before, and none twice."""
        given = notices_of(subscriber.workspace_id)
        for first in firsts[1:]:
            renewal = date.fromisoformat(first)
            of_it = [(days, at) for renews_on, days, at in given if renews_on == renewal]
            assert [days for days, _ in of_it] == [7, 30]
            for days, at in of_it:
                assert abs((renewal - timedelta(days=days) - (at + timedelta(hours=2)).date()).days) == 0
        assert len(given) == len({(renews_on, days) for renews_on, days, _ in given})

    def test_applies_what_was_agreed_for_the_renewal(
        self, app: Flask, clock: Clock, firm: tuple[Member, FirmId]
    ) -> None:
        anna, firm_id = firm
        _, platform_id = make_platform(app)
        clock.moment = datetime(2028, 1, 31, 9, tzinfo=UTC)
        other = subscribe(app, firm_id, anna.user_id, "NO", "Change", Offer("smart", 3, "firm"))
        gone = subscribe(app, firm_id, anna.user_id, "NO", "Gone", Offer("start", 3, "client"))
        for day in clock.days(date(2028, 1, 31), date(2029, 3, 1)):
            if clock.moment.time() == TWICE[0]:
                if day == date(2028, 3, 10):
                    with anna.acting(in_=other.workspace_id) as (actor, now):
                        wanted = Wanted(variant="pro", payer=CLIENT)
                        change = propose_change(actor, other.workspace_id, wanted, when="renewal", now=now)
                if day == date(2028, 3, 20):
                    with other.admin.acting(in_=other.workspace_id) as (actor, now):
                        consent_to_change(actor, other.workspace_id, change, now=now)
                if day == date(2028, 8, 15):
                    with other.admin.acting(in_=other.workspace_id) as (actor, now):
                        propose_change(actor, other.workspace_id, Wanted(months=12), when="renewal", now=now)
                if day == date(2028, 10, 15):
                    with gone.admin.acting(in_=gone.workspace_id) as (actor, now):
                        assert cancel_agreement(actor, gone.workspace_id, now=now) == date(2029, 1, 31)
            live_through(app)
        assert [
            (row.first_on.isoformat(), row.variant, row.months, row.payer) for row in periods_of(other.workspace_id)
        ] == [
            ("2028-01-31", "smart", 3, "firm"),
            ("2028-04-30", "pro", 3, "client"),
            ("2028-07-31", "pro", 3, "client"),
            ("2028-10-31", "pro", 12, "client"),
        ]
        assert [row.amount for row in periods_of(other.workspace_id)] == [
            Decimal("957.00"), Decimal("1617.00"), Decimal("1617.00"), Decimal("5390.00"),
        ]  # fmt: skip
        assert [row.first_on.isoformat() for row in periods_of(gone.workspace_id)] == [
            "2028-01-31", "2028-04-30", "2028-07-31", "2028-10-31",
        ]  # fmt: skip
        with transaction(scope=job_actor("workspace", gone.workspace_id).scope(acting=gone.workspace_id)):
            assert db.session.get_one(Agreement, (gone.workspace_id, gone.agreement_id)).state == "ended"
        assert len(requests_of(platform_id)) == 8
