"""What a smaller plan takes away, and what it lets the client's own people do no more."""

from datetime import date
from io import BytesIO

import pytest
from factories.books import Books
from factories.cast import Cast
from factories.forms import post
from factories.requests import csv_file
from flask import Flask
from sqlalchemy import text

from billing.runs.actions import start_run
from billing.runs.queries import get_run
from billing.streams.actions import open_stream
from billing.streams.queries import stream_rows
from billing.streams.rules import NewStream
from portal.web.losses import losses_of
from tenants.kernel.actor import NotAllowedNow
from tenants.kernel.db import db
from tenants.kernel.ids import StreamId
from tenants.plans.capabilities import Capability
from tenants.workspaces.people import change_role

HOURS = NewStream("hours", "Hours", "20", 6)
DAY = date(2026, 11, 23)


@pytest.fixture
def books(cast: Cast) -> Books:
    """Open the books of Kuusi's client with two streams."""
    books = Books(cast.alice, cast.kuusi.workspace_id)
    with cast.alice.acting(in_=books.workspace_id) as (actor, now):
        open_stream(actor, books.workspace_id, HOURS, now=now)
    return books


def downgrade(cast: Cast, variant: str) -> None:
    with cast.alice.acting(in_=cast.kuusi.workspace_id):
        db.session.execute(text("update agreement set variant = :variant"), {"variant": variant})


def stream_named(cast: Cast, books: Books, code: str) -> StreamId:
    with cast.bob.acting(in_=books.workspace_id):
        return next(stream.id for stream in stream_rows(books.workspace_id) if stream.code == code)


class TestLosses:
    """Counted before anybody confirms it."""

    def test_name_the_streams_beyond_the_first(self, app: Flask, cast: Cast, books: Books) -> None:
        with cast.bob.acting(in_=books.workspace_id), app.test_request_context():
            (loss,) = losses_of(books.workspace_id, "pro", "invoice")
        assert (loss.capability, loss.count, loss.names) == (Capability.SEVERAL_STREAMS, 1, ("Hours",))
        assert loss.url == f"/w/{books.workspace_id}/streams"

    def test_are_none_where_nothing_of_it_is_in_use(self, app: Flask, cast: Cast) -> None:
        with cast.bob.acting(in_=cast.kuusi.workspace_id), app.test_request_context():
            assert losses_of(cast.kuusi.workspace_id, "pro", "invoice") == ()

    def test_show_a_stranger_nothing(self, app: Flask, cast: Cast, books: Books) -> None:
        with cast.charlie.acting(in_=cast.ek.workspace_id), app.test_request_context():
            assert losses_of(books.workspace_id, "pro", "invoice") == ()


class TestSmallPlan:
    """A client on the smallest plan, with more in its books than that."""

    def test_runs_the_first_stream_and_not_the_second(self, cast: Cast, books: Books) -> None:
        downgrade(cast, "invoice")
        first, second = books.stream_id, stream_named(cast, books, "hours")
        request = books.request(customer=books.customer())
        with cast.bob.acting(in_=books.workspace_id) as (actor, now), pytest.raises(NotAllowedNow) as refused:
            start_run(actor, books.workspace_id, second, [request], issued_on=DAY, fingerprint=None, now=now)
        assert "Several invoicing streams are part of Start." in str(refused.value)
        with cast.bob.acting(in_=books.workspace_id) as (actor, now):
            run_id = start_run(actor, books.workspace_id, first, [request], issued_on=DAY, fingerprint=None, now=now)
            assert get_run(books.workspace_id, run_id).row.chosen == 1

    def test_opens_no_further_stream_but_the_firms_staff_do(self, cast: Cast, books: Books) -> None:
        downgrade(cast, "invoice")
        new = NewStream("ads", "Ads", "30", 6)
        with cast.bob.acting(in_=books.workspace_id) as (actor, now), pytest.raises(NotAllowedNow):
            open_stream(actor, books.workspace_id, new, now=now)
        with cast.alice.acting(in_=books.workspace_id) as (actor, now):
            open_stream(actor, books.workspace_id, new, now=now)

    def test_shows_the_hint_and_leads_who_may_to_the_plans(self, cast: Cast, books: Books) -> None:
        downgrade(cast, "invoice")
        page = cast.bob.browser().get(f"/w/{books.workspace_id}/streams").get_data(as_text=True)
        assert "Several invoicing streams are part of Start." in page
        assert f'href="/w/{books.workspace_id}/plans?variant=start"' in page

    def test_fetches_into_the_first_stream_and_not_the_second(self, cast: Cast, books: Books) -> None:
        downgrade(cast, "invoice")
        second, url = stream_named(cast, books, "hours"), f"/w/{books.workspace_id}/requests/import"
        shown = cast.bob.browser().get(url).get_data(as_text=True)
        assert f'<option value="{second}" disabled>Hours – Several invoicing streams are part of Start.' in shown
        assert f'href="/w/{books.workspace_id}/plans?variant=start"' in shown
        asked = {
            str(stream): {"stream": str(stream), "file": (BytesIO(csv_file("R-9;10001;Mug;1;10;25,5")), "a.csv")}
            for stream in (second, books.stream_id)
        }
        refused = post(cast.bob.browser(), url, asked[str(second)])
        assert refused.status_code == 403
        assert "Several invoicing streams are part of Start." in refused.get_data(as_text=True)
        assert post(cast.bob.browser(), url, asked[str(books.stream_id)]).status_code == 303

    def test_has_no_authors(self, cast: Cast, books: Books) -> None:
        downgrade(cast, "smart")
        with cast.bob.acting(in_=books.workspace_id) as (actor, now), pytest.raises(NotAllowedNow):
            change_role(actor, books.workspace_id, cast.bob.user_id, "author", now=now)


class TestChange:
    """The review of a change to a smaller plan."""

    def test_says_what_is_in_use_that_would_be_lost(self, cast: Cast, books: Books) -> None:
        url = f"/w/{books.workspace_id}/agreement/change?variant=invoice&when=renewal&review=1"
        page = cast.bob.browser().get(url).get_data(as_text=True)
        assert "Several invoicing streams: 1 is in use today" in page
        assert f'<a href="/w/{books.workspace_id}/streams">Hours</a>' in page
