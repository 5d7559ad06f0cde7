"""The services of a test process, and the configuration of an application over them."""

import base64
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path

from factories.lending import LentDatabase
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
    """A running PostgreSQL and Valkey, and a place for files.

    `staying` are the server processes of connections that may stay open when a database is taken back.
    """

    postgres: Postgres
    valkey: Valkey
    place: Path
    staying: Sequence[int] = ()
    _numbers: count = field(default_factory=count)
    _lent: dict[str, LentDatabase] = field(default_factory=dict)

    def lend(self, template: str) -> str:
        """Return the name of a database that holds what a template holds; give it back by `take_back`."""
        if template not in self._lent:
            self._lent[template] = LentDatabase(self._address, self.new_database(template))
        self._bell.flushall()
        return self._lent[template].name

    def take_back(self, template: str) -> None:
        """Make a database that was lent what it was, or remove it where that can't be."""
        lent, staying, self.staying = self._lent[template], self.staying, ()
        shutil.rmtree(self.place / lent.name, ignore_errors=True)
        if not lent.put_back(staying):
            lent.leave()
            self.drop_database(self._lent.pop(template).name)

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
        return connect(self._address, autocommit=True)

    @property
    def _address(self) -> str:
        return self.postgres.url().replace("+psycopg", "")

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
        "secret_key": "a secret that only the tests know of",
        "sealing_key": SEALING_KEY,
        "base_url": "http://localhost:8000",
        "mail_from": "laskut@kuusi.example",
        "smtp_url": smtp_url,
        "einvoice_outbox": installation.place / database / "einvoices",
        "sign_ins_per_minute": 1000,
    }
    return Config(**{**settings, **others})
