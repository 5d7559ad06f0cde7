"""The database and Valkey go away under running programs and come back: nobody has to start anything anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from factories.cast import Cast, make_cast
from factories.ground import make_servers
from factories.installation import Installation, installation_config
from factories.invited import invite_one
from factories.nursery import LEASE_SECONDS, Nursery, nursery_of, until
from factories.sink import Sink, mail_sink
from flask import Flask

from portal.app import create_app
from portal.edge import migration

DATABASE = "samla"
KIND = "send_invitation"
AWAY = "could not connect to Redis"


@dataclass(frozen=True, slots=True)
class Ground:
    """An installation whose servers are the test's own, to be stopped and started."""

    servers: Installation
    app: Flask
    nursery: Nursery
    sink: Sink

    def stop(self) -> None:
        """Stop both servers."""
        self.servers.valkey.stop()
        self.servers.postgres.stop()

    def start(self) -> None:
        """Start both servers again, with what was in the database and an empty queue."""
        self.servers.postgres.start()
        self.servers.valkey.start()

    def invite(self, cast: Cast, log: Path, *, name: str) -> None:
        """Invite a client, and wait until the mail to it is there."""
        address = f"{name}@malli.example"
        invite_one(cast, email=address, name=f"{name} Oy")
        until(lambda: any(address in mail.recipients for mail in self.sink.mails), log)


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    """Start servers, and the process that workers are forked from."""
    with make_servers(tmp_path, None) as (postgres, valkey), postgres, valkey, mail_sink() as sink:
        migration.make_roles(postgres.url())
        migration.make_database(postgres.url(), DATABASE)
        migration.migrate(postgres.url("samla_owner", DATABASE))
        servers = Installation(postgres, valkey, tmp_path)
        config = installation_config(servers, DATABASE, smtp_url=sink.url, lease_seconds=LEASE_SECONDS)
        app = create_app(config)
        with app.app_context(), nursery_of(config, tmp_path, (KIND,)) as nursery:
            yield Ground(servers, app, nursery, sink)
        servers.let_go(app)


class TestOutage:
    def test_is_outlived_by_pages_the_worker_and_the_scheduler(self, ground: Ground) -> None:
        cast, pages = make_cast(ground.app), ground.app.test_client()
        with ground.nursery.sweeper() as sweeps:
            with ground.nursery.worker() as log:
                ground.invite(cast, log, name="ensi")
                ground.stop()
                assert pages.get("/readyz").status_code == 503
                away = pages.get("/invitation/none")
                assert (away.status_code, away.headers["Retry-After"]) == (503, "5")
                until(lambda: AWAY in log.read_text() and "sweep_failed" in sweeps.read_text(), log)
                ground.start()
                assert pages.get("/readyz").status_code == 200
                assert pages.get("/invitation/none").status_code == 404
                ground.invite(cast, log, name="toinen")
            ground.servers.valkey.stop()
            with ground.nursery.worker() as log:  # one that begins while the queue is away waits for it
                until(lambda: "queue_away" in log.read_text(), log)
                ground.servers.valkey.start()
                ground.invite(cast, log, name="kolmas")
