"""Alice's desk, and a way to see whether anything was written."""

from collections.abc import Callable

import pytest
from factories.cast import Cast
from factories.desk import Desk
from factories.ready import make_ready_requests
from flask import Flask

from billing.streams.queries import stream_rows
from tenants.kernel.country import local_day

Snapshot = Callable[[], dict[str, object]]


@pytest.fixture
def desk(app: Flask, cast: Cast) -> Desk:
    """Return Alice's desk with five requests of three lines that are ready."""
    requests = make_ready_requests(app, cast.kuusi.workspace_id, 5, 3)
    with cast.alice.acting(in_=cast.kuusi.workspace_id) as (_actor, now):
        return Desk(app, cast, requests, stream_rows(cast.kuusi.workspace_id)[0].id, local_day(now, "FI"))


@pytest.fixture
def snapshot(desk: Desk) -> Snapshot:
    """Return a function that counts the rows of every table and sums up their versions, to see whether any changed."""

    def taken() -> dict[str, object]:
        tables = desk.ask(
            "select tablename from pg_tables where schemaname = 'public' and tablename <> 'alembic_version'"
        )
        query = "select count(*), coalesce(sum(xmin::text::bigint), 0) from"
        return {str(name): desk.ask(f'{query} "{name}"')[0] for (name,) in tables}

    return taken
