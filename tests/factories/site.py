"""A whole installation on this machine, its programs running as processes of their own as they do in production."""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from portal.app import create_app
from portal.config import Config
from portal.edge import migration
from portal.embedded.postgres import Postgres
from portal.embedded.valkey import Valkey
from tenants.kernel.db import db

ROOT = Path(__file__).parents[2]
SECONDS_TO_START, SECONDS_TO_STOP = 300, 20
DATABASE = "samla"


@dataclass(slots=True)
class Programs:
    """`samla serve`, `samla worker` and `samla scheduler` over one configuration; what they say is kept in files."""

    config: Config
    logs: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, *, workers: int = 2) -> None:
        """Start all programs, and wait until the portal answers."""
        bind = self.config.base_url.removeprefix("http://")
        self.launch("serve", "serve", "--bind", bind)
        for number in range(1, workers + 1):
            self.launch(f"worker-{number}", "worker")
        self.launch("scheduler", "scheduler", "--every", "1")
        self._await_answer()

    def launch(self, name: str, *arguments: str, also: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start one `samla` command in a process group of its own."""
        environment = {**os.environ, **self.config.environment(), **(also or {})}
        with (self.logs / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", "portal.cli", *arguments],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self.running[name]

    def stop(self) -> None:
        """Ask all to end, and make those end that don't; their children too."""
        for process in self.running.values():
            _tell(process, signal.SIGTERM)
        deadline = time.monotonic() + SECONDS_TO_STOP
        for process in self.running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _tell(process, signal.SIGKILL)
                process.wait()
            _tell(process, signal.SIGKILL)
        self.running.clear()

    def said(self) -> str:
        """Return the end of what each program said."""
        return "\n".join(f"--- {log.name}\n{log.read_text('utf-8')[-3000:]}" for log in sorted(self.logs.glob("*.log")))

    def _await_answer(self) -> None:
        place = urlsplit(self.config.base_url).netloc
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            with suppress(OSError, http.client.HTTPException):
                portal = http.client.HTTPConnection(place, timeout=10)
                portal.request("GET", "/sign-in")
                if portal.getresponse().status == HTTPStatus.OK:
                    return
            time.sleep(0.2)
        raise AssertionError(f"The portal doesn't answer:\n{self.said()}")


@dataclass(frozen=True, slots=True)
class Site:
    """An installation: its settings, an application over it in this process, and its programs, not started yet."""

    config: Config
    app: Flask
    programs: Programs


@contextmanager
def open_site(place: Path, *, smtp_url: str) -> Iterator[Site]:
    """Start PostgreSQL, as durable as in production, and Valkey, and give an empty installation; all is erased after.

    The application's context is open inside.
    """
    logs = place / "logs"
    logs.mkdir(parents=True)
    postgres, valkey = Postgres(place / "pg", durable=True), Valkey(place / "valkey", durable=False)
    try:
        with postgres, valkey:
            yield from _running(logs, _config(place, postgres, valkey, smtp_url), postgres.url())
    finally:
        postgres.erase()
        valkey.erase()


def _running(logs: Path, config: Config, superuser: str) -> Iterator[Site]:
    migration.make_roles(superuser)
    migration.make_database(superuser, DATABASE)
    migration.migrate(str(config.owner_database_url))
    app = create_app(config)
    programs = Programs(config, logs)
    with app.app_context():
        try:
            yield Site(config, app, programs)
        finally:
            programs.stop()
            db.session.remove()
            db.engine.dispose()


def free_port() -> int:
    """Return a port that nobody listens at on loopback."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _config(place: Path, postgres: Postgres, valkey: Valkey, smtp_url: str) -> Config:
    return Config(
        database_url=postgres.url("samla_app", DATABASE),
        owner_database_url=postgres.url("samla_owner", DATABASE),
        redis_url=valkey.url,
        secret_key=secrets.token_hex(32),
        sealing_key=b64encode(secrets.token_bytes(32)).decode(),
        base_url=f"http://127.0.0.1:{free_port()}",
        mail_from="laskut@kuusi.example",
        smtp_url=smtp_url,
        einvoice_outbox=place / "einvoices",
        sign_ins_per_minute=1000,
    )


def _tell(process: subprocess.Popen[bytes], what: signal.Signals) -> None:
    try:
        os.killpg(process.pid, what)
    except ProcessLookupError:
        return
