"""Fetching the day's rates."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from flask import Flask

from billing.exchange.queries import last_kept_at
from portal.edge.transaction import transaction
from portal.jobs.rating import fetch_rates
from tenants.kernel.scope import Scope

SAMPLE = Path(__file__).parents[3] / "samples/exchange/eurofxref-daily.xml"


@contextmanager
def bank(content: bytes) -> Iterator[str]:
    """Serve a file on loopback as the bank does, and yield its address."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/stats/eurofxref-daily.xml"
    server.shutdown()
    server.server_close()


@pytest.fixture
def asking(app: Flask) -> Iterator[Flask]:
    kept = app.extensions["samla_config"]
    yield app
    app.extensions["samla_config"] = kept


def ask(app: Flask, address: str) -> int:
    app.extensions["samla_config"] = replace(app.extensions["samla_config"], exchange_rates=address)
    return fetch_rates(app)


class TestFetchRates:
    """Once a day, from the address of the settings."""

    def test_keeps_the_days_rates_once(self, asking: Flask) -> None:
        with bank(SAMPLE.read_bytes()) as address:
            assert [ask(asking, address), ask(asking, address)] == [9, 0]
        with asking.app_context(), transaction(scope=Scope()):
            assert last_kept_at() is not None

    def test_asks_nobody_where_no_address_is_set(self, asking: Flask) -> None:
        assert ask(asking, "") == 0

    @pytest.mark.parametrize("content", [b"<html/>", b"out of order"])
    def test_passes_over_an_answer_that_is_none(self, asking: Flask, content: bytes) -> None:
        with bank(content) as address:
            assert ask(asking, address) == 0

    def test_passes_over_a_bank_that_is_away(self, asking: Flask) -> None:
        assert ask(asking, "http://127.0.0.1:1/") == 0
