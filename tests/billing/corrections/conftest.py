"""Alice's desk, at which a run of five invoices has been issued."""

import pytest
from factories.cast import Cast
from factories.desk import Desk
from factories.ready import make_ready_requests
from flask import Flask

from billing.streams.queries import stream_rows
from tenants.kernel.country import local_day
from tenants.kernel.ids import RunId


@pytest.fixture
def desk(app: Flask, cast: Cast) -> Desk:
    """Return Alice's desk with five requests of three lines that are ready."""
    requests = make_ready_requests(app, cast.kuusi.workspace_id, 5, 3)
    with cast.alice.acting(in_=cast.kuusi.workspace_id) as (_actor, now):
        return Desk(app, cast, requests, stream_rows(cast.kuusi.workspace_id)[0].id, local_day(now, "FI"))


@pytest.fixture
def run_id(desk: Desk) -> RunId:
    """Return a run of the five, which has been issued."""
    return desk.run()
