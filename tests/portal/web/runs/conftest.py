"""The desk of the screens of runs."""

import pytest
from factories.cast import Cast
from factories.screens import RunDesk, run_desk
from flask import Flask


@pytest.fixture
def runs(cast: Cast, app: Flask) -> RunDesk:
    return run_desk(cast, app)
