"""Charging plans in the platform's books: once, in the currency of the price, through the ordinary run."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from factories.agreeing import agreement_in, charges_in, put_clock
from factories.cast import Cast, Member
from factories.charging_house import Subscriber, live_through, make_platform, subscribe
from flask import Flask
from sqlalchemy import select

from billing.customers.actions import change_customer
from billing.customers.queries import get_customer
from billing.customers.rules.card_input import CustomerInput
from billing.invoices.models import Invoice
from billing.requests.actions import check_again
from billing.requests.models import BillingRequest
from billing.runs.actions import Chunk, issue_chunk, start_run
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.agreements.actions import Offer, propose_change
from tenants.agreements.queries import Wanted
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, RequestId, StreamId, WorkspaceId


@pytest.fixture
def platform(app: Flask) -> tuple[Member, WorkspaceId]:
    return make_platform(app)


def requests_in(platform_id: WorkspaceId) -> list[BillingRequest]:
    with transaction(scope=job_actor("workspace", platform_id).scope(acting=platform_id)):
        rows = db.session.scalars(
            select(BillingRequest).where(BillingRequest.workspace_id == platform_id).order_by(BillingRequest.created_at)
        ).all()
        db.session.expunge_all()
        return list(rows)


def fill_in(person: Member, platform_id: WorkspaceId, request: BillingRequest) -> None:
    """Fill in what the payer's card lacks, as the platform's staff would."""
    with person.acting(in_=platform_id) as (actor, now):
        customer = get_customer(platform_id, CustomerId(request.customer_id))
        card = CustomerInput(
            number=customer.number,
            name=customer.name,
            business_id=customer.business_id,
            vat_id=customer.vat_id,
            street="Kuusitie 1",
            postal_code="00100" if customer.country == "FI" else "111 22",
            city="Helsinki",
            country=customer.country,
            email=customer.email or "laskut@maksaja.example",
            language=customer.language,
        )
        change_customer(actor, platform_id, customer.id, card, now=now)
        check_again(actor, platform_id, now=now)


def bill(person: Member, platform_id: WorkspaceId, requests: list[BillingRequest]) -> list[Invoice]:
    """Run requests as the platform's staff would, and return the invoices."""
    with person.acting(in_=platform_id) as (actor, now):
        ids = [RequestId(request.id) for request in requests]
        run_id = start_run(
            actor,
            platform_id,
            StreamId(requests[0].stream_id),
            ids,
            issued_on=local_day(now, "FI"),
            fingerprint=None,
            now=now,
        )
    job = job_actor("workspace", platform_id)
    with transaction(scope=job.scope(acting=platform_id)) as now:
        issue_chunk(job, platform_id, Chunk(run_id, 0), now=now)
    with transaction(scope=job.scope(acting=platform_id)):
        rows = db.session.scalars(select(Invoice).where(Invoice.run_id == run_id)).all()
        db.session.expunge_all()
        return list(rows)


class TestFirstPeriod:
    def test_becomes_one_request_however_often_it_is_asked_for(
        self, app: Flask, cast: Cast, platform: tuple[Member, WorkspaceId]
    ) -> None:
        for _ in range(3):
            live_through(app)
        keys = [request.key for request in requests_in(platform[1])]
        assert len(keys) == len(set(keys)) == 2  # Kuusi's client and Ek's
        facts = agreement_in(cast.kuusi.workspace_id)
        assert f"{facts.id}:{facts.starts_on}" in keys

    def test_is_marked_where_it_was_charged(self, app: Flask, cast: Cast, platform: tuple[Member, WorkspaceId]) -> None:
        live_through(app)
        assert all(row.requested_at for row in charges_in(cast.kuusi.workspace_id))

    def test_names_the_client_the_plan_and_the_days_to_the_payer(
        self, app: Flask, cast: Cast, platform: tuple[Member, WorkspaceId]
    ) -> None:
        live_through(app)
        facts = agreement_in(cast.kuusi.workspace_id)
        request = next(each for each in requests_in(platform[1]) if each.key.startswith(str(facts.id)))
        assert request.customer_name == "Tilitoimisto Kuusi Oy"
        assert "Pro" in request.subject
        assert "Kuusi Keramiikka Oy" in request.subject
        period = request.content["lines"][0]["period"]
        assert period["start"] == str(facts.starts_on)
        assert facts.renews_on is not None
        assert period["end"] == str(facts.renews_on - timedelta(days=1))

    def test_waits_until_somebody_runs_the_platform(self, app: Flask, cast: Cast) -> None:
        live_through(app)
        assert not any(row.requested_at for row in charges_in(cast.kuusi.workspace_id))
        _, platform_id = make_platform(app)
        today = agreement_in(cast.kuusi.workspace_id).starts_on
        assert today is not None
        put_clock(app, today + timedelta(days=1))
        live_through(app)
        assert len(requests_in(platform_id)) == 2

    def test_is_in_the_currency_of_the_price_with_vat_by_the_sellers_rules(
        self, app: Flask, cast: Cast, platform: tuple[Member, WorkspaceId]
    ) -> None:
        live_through(app)
        by_currency = {request.currency: request for request in requests_in(platform[1])}
        assert by_currency["EUR"].net_minor == 49000
        assert by_currency["EUR"].vat_minor == 12495  # 25.5 %
        assert by_currency["SEK"].net_minor == 539000
        assert by_currency["SEK"].vat_minor == 0
        assert by_currency["SEK"].content["lines"][0]["vat"]["category"] == "AE"


class TestOrdinaryRun:
    def test_issues_the_invoice(self, app: Flask, cast: Cast, platform: tuple[Member, WorkspaceId]) -> None:
        petra, platform_id = platform
        live_through(app)
        domestic = next(each for each in requests_in(platform_id) if each.currency == "EUR")
        assert domestic.state == "invalid"  # where the firm's invoices are to be sent isn't known yet
        fill_in(petra, platform_id, domestic)
        domestic = next(each for each in requests_in(platform_id) if each.currency == "EUR")
        assert domestic.state == "ready"
        (invoice,) = bill(petra, platform_id, [domestic])
        assert (invoice.kind, invoice.total_minor) == ("invoice", 61495)

    def test_credits_unused_days_once_what_they_belong_to_is_invoiced(
        self, app: Flask, cast: Cast, platform: tuple[Member, WorkspaceId]
    ) -> None:
        petra, platform_id = platform
        live_through(app)
        start = agreement_in(cast.kuusi.workspace_id).starts_on
        assert start is not None
        put_clock(app, start + timedelta(days=100))
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            propose_change(actor, cast.kuusi.workspace_id, Wanted(variant="smart"), when="now", now=now)
        live_through(app)
        kinds = {each.key.rpartition(":")[2]: each for each in requests_in(platform_id) if each.currency == "EUR"}
        assert "credit" not in kinds  # the invoice that it corrects doesn't exist yet
        assert "rest" in kinds
        first = next(each for key, each in kinds.items() if key != "rest")
        fill_in(petra, platform_id, first)
        (invoice,) = bill(petra, platform_id, [first])
        put_clock(app, start + timedelta(days=101))
        live_through(app)
        credit = next(each for each in requests_in(platform_id) if each.key.endswith(":credit"))
        assert credit.content["preceding_invoices"][0]["number"] == invoice.number
        (note,) = bill(petra, platform_id, [credit])
        assert note.kind == "credit_note"
        expected = (Decimal(490) * 265 / 365).quantize(Decimal("0.01"))
        assert note.net_minor == int(expected * 100)


class TestSubscriber:
    def test_who_is_taken_over_by_a_firm_is_not_charged_before_the_renewal(
        self, app: Flask, cast: Cast, platform: tuple[Member, WorkspaceId]
    ) -> None:
        put_clock(app, date(2028, 1, 31))
        who: Subscriber = subscribe(
            app, cast.kuusi.firm_id, cast.alice.user_id, "FI", "Tilaaja Oy", Offer("smart", 3, "client")
        )
        live_through(app)
        before = len(requests_in(platform[1]))
        for day in (date(2028, 3, 1), date(2028, 4, 29)):
            put_clock(app, day)
            live_through(app)
        assert len(requests_in(platform[1])) == before
        put_clock(app, date(2028, 4, 30))
        live_through(app)
        assert len(requests_in(platform[1])) == before + 1
        assert len(charges_in(who.workspace_id)) == 2
