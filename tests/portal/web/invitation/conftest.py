"""Several people's browsers in one test."""

import pytest
from factories.fresh import begin_afresh
from flask import Flask


@pytest.fixture(autouse=True)
def afresh(app: Flask) -> None:
    """Keep one browser's request from what the one before left behind."""
    begin_afresh(app)
