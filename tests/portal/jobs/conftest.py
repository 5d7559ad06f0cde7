"""A mail server on loopback, and an application that does the work of a worker and hands its mails to it."""

from collections.abc import Iterator

import pytest
from factories.cast import Cast
from factories.installation import Installation, installation_config
from factories.sink import Sink, mail_sink
from flask import Flask

from portal.app import create_app


@pytest.fixture
def server() -> Iterator[Sink]:
    with mail_sink() as started:
        yield started


@pytest.fixture
def worker(installation: Installation, database: str, cast: Cast, server: Sink) -> Iterator[Flask]:
    app = create_app(installation_config(installation, database, smtp_url=server.url))
    yield app
    installation.let_go(app)
