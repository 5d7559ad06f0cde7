"""A workspace with requests that are ready."""

import pytest
from factories.cast import Cast
from factories.ready import make_ready_requests
from flask import Flask

from tenants.kernel.ids import RequestId


@pytest.fixture
def ready(app: Flask, cast: Cast) -> tuple[RequestId, ...]:
    """Return five ready requests of Kuusi's client."""
    return make_ready_requests(app, cast.kuusi.workspace_id, 5, 3)
