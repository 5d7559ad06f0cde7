"""Having small requests billed all the same, and taking that back."""

from uuid import uuid4

import pytest
from factories.books import Books
from factories.cast import Cast
from sqlalchemy import update

from billing.requests.actions.releasing import hold_requests, release_requests
from billing.requests.models import BillingRequest
from billing.requests.queries import get_request
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import NotFound


class TestReleaseRequests:
    """`release_requests`."""

    def test_releases_what_is_ready_once_and_tells_it(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        ready = RequestId(books.request(customer=books.customer()))
        wrong = RequestId(books.request("invalid"))
        for released in (1, 0):
            with cast.alice.acting(in_=books.workspace_id) as (actor, now):
                ids = [ready, wrong, RequestId(uuid4())]
                assert release_requests(actor, books.workspace_id, ids, now=now) == released
        with cast.alice.acting():
            assert get_request(books.workspace_id, ready).row.is_released
            assert not get_request(books.workspace_id, wrong).row.is_released
            assert [row.act for row in journal_rows(books.workspace_id)].count("requests_released") == 1

    def test_is_no_strangers_to_do(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        ready = RequestId(books.request(customer=books.customer()))
        with pytest.raises(NotFound), cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            release_requests(actor, books.workspace_id, [ready], now=now)
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            assert release_requests(actor, cast.ek.workspace_id, [ready], now=now) == 0
        with cast.alice.acting():
            assert not get_request(books.workspace_id, ready).row.is_released


class TestHoldRequests:
    """`hold_requests`."""

    def test_takes_a_release_back_until_the_request_is_invoiced(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        ready, issued = (RequestId(books.request(customer=books.customer())) for _ in range(2))
        with cast.alice.acting(in_=books.workspace_id) as (actor, now):
            release_requests(actor, books.workspace_id, [ready, issued], now=now)
            gone = update(BillingRequest).where(BillingRequest.id == issued).values(state="invoiced")
            db.session.execute(gone)
        for held in (1, 0):
            with cast.alice.acting(in_=books.workspace_id) as (actor, now):
                assert hold_requests(actor, books.workspace_id, [ready, issued, RequestId(uuid4())], now=now) == held
        with cast.alice.acting():
            assert not get_request(books.workspace_id, ready).row.is_released
            assert get_request(books.workspace_id, issued).row.is_released
            assert [row.act for row in journal_rows(books.workspace_id)].count("requests_held") == 1

    def test_is_no_strangers_to_do(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        ready = RequestId(books.request(customer=books.customer()))
        with cast.alice.acting(in_=books.workspace_id) as (actor, now):
            release_requests(actor, books.workspace_id, [ready], now=now)
        with pytest.raises(NotFound), cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            hold_requests(actor, books.workspace_id, [ready], now=now)
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            assert hold_requests(actor, cast.ek.workspace_id, [ready], now=now) == 0
        with cast.alice.acting():
            assert get_request(books.workspace_id, ready).row.is_released
