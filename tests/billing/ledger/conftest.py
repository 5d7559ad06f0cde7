"""Issued invoices to read."""

from collections.abc import Iterator

import pytest
from factories.cast import Cast
from factories.desk import Desk
from factories.ready import make_ready_requests
from flask import Flask

from billing.streams.queries import stream_rows
from tenants.kernel.country import local_day


@pytest.fixture
def desk(app: Flask, cast: Cast) -> Iterator[Desk]:
    """Return Alice's desk after a run of five requests; the reader is Alice."""
    requests = make_ready_requests(app, cast.kuusi.workspace_id, 5, 2)
    with cast.alice.acting(in_=cast.kuusi.workspace_id) as (_actor, now):
        desk = Desk(app, cast, requests, stream_rows(cast.kuusi.workspace_id)[0].id, local_day(now, "FI"))
    desk.run()
    with cast.alice.acting(in_=cast.kuusi.workspace_id):
        yield desk
