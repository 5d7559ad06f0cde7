"""The services of a test process, and the configuration of an application over them."""

import base64
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path

from flask import Flask
from psycopg import Connection, connect
from redis import Redis

from portal.config import Config
from portal.embedded.postgres import Postgres
from portal.embedded.valkey import Valkey
from tenants.kernel.db import db

SEALING_KEY = base64.b64encode(bytes(range(32))).decode()


@dataclass
class Installation:
    """A running PostgreSQL and Valkey, and a place for files."""

    postgres: Postgres
    valkey: Valkey
    place: Path
    _numbers: count = field(default_factory=count)

    def new_database(self, template: str) -> str:
        """Make a copy of a template database, empty the queue, and return the database's name."""
        name = f"test_{next(self._numbers)}"
        self._superuser.execute(f"create database {name} owner samla_owner template {template} strategy file_copy")
        self._bell.flushall()
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, with whoever is still connected to it."""
        self._superuser.execute(f"drop database if exists {name} with (force)")

    @cached_property
    def _superuser(self) -> Connection:
        """Return one connection for all databases: making one is a third of what a copy costs."""
        return connect(self.postgres.url().replace("+psycopg", ""), autocommit=True)

    @cached_property
    def _bell(self) -> Redis:
        return Redis.from_url(self.valkey.url)

    def let_go(self, app: Flask) -> None:
        """Close an application's connections."""
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def installation_config(
    installation: Installation, database: str, *, smtp_url: str = "smtp://127.0.0.1:9", **others: object
) -> Config:
    """Return the settings of an application over a test database; nobody answers at the SMTP port unless said."""
    settings = {
        "database_url": installation.postgres.url("samla_app", database),
        "owner_database_url": installation.postgres.url("samla_owner", database),
        "redis_url": installation.valkey.url,
        "secret_key": "a secret that only tests know",
        "sealing_key": SEALING_KEY,
        "base_url": "http://localhost:8000",
        "mail_from": "laskut@kuusi.example",
        "smtp_url": smtp_url,
        "einvoice_outbox": installation.place / database / "einvoices",
        "sign_ins_per_minute": 1000,
    }
    return Config(**{**settings, **others})
