"""The desk of the screens of requests."""

import pytest
from factories.cast import Cast
from factories.screens import RequestDesk, request_desk


@pytest.fixture
def desk(cast: Cast) -> RequestDesk:
    return request_desk(cast)
