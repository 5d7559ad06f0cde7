"""Alice's desk, as in the tests of runs."""

import pytest
from factories.cast import Cast
from factories.desk import Desk
from factories.ready import make_ready_requests
from flask import Flask

from billing.streams.queries import stream_rows
from tenants.kernel.country import local_day


@pytest.fixture
def desk(app: Flask, cast: Cast) -> Desk:
    """Return Alice's desk with five requests of three lines that are ready."""
    requests = make_ready_requests(app, cast.kuusi.workspace_id, 5, 3)
    with cast.alice.acting(in_=cast.kuusi.workspace_id) as (_actor, now):
        return Desk(app, cast, requests, stream_rows(cast.kuusi.workspace_id)[0].id, local_day(now, "FI"))
