"""A house with authors."""

import pytest
from factories.cast import Cast
from factories.written import WritingHouse, swedish_house, writing_house
from flask import Flask


@pytest.fixture
def house(app: Flask, cast: Cast) -> WritingHouse:
    """Return Alice's client with two authors."""
    app.config["WTF_CSRF_ENABLED"] = False
    return writing_house(cast, app)


@pytest.fixture
def se(app: Flask, cast: Cast) -> WritingHouse:
    """Return a client in Sweden with two authors."""
    app.config["WTF_CSRF_ENABLED"] = False
    return swedish_house(cast, app)
