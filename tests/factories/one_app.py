"""The application of a test process: made once, as it was made at each test, over the database of that test.

Making one costs as much as many a test takes, and what SQLAlchemy compiled for one engine is nothing to another.
"""

from copy import copy
from typing import Any

from factories.fresh import begin_afresh
from flask import Flask
from sqlalchemy import event, make_url

from portal.app import create_app
from portal.config import Config
from tenants.kernel.db import db

# What a test may set on an application.
SETTINGS = ("config", "extensions")
HOOKS = ("before_request_funcs", "after_request_funcs", "error_handler_spec", "view_functions")


class OneApp:
    """An application that stands over one database after another; nothing that a test sets on it outlives the test."""

    def __init__(self, config: Config) -> None:
        self._app = create_app(config)
        begin_afresh(self._app)
        self._database = ""
        self._made = {name: dict(getattr(self._app, name)) for name in SETTINGS}
        self._made |= {name: _copied(getattr(self._app, name)) for name in HOOKS}
        self._connected: set[int] = set()
        with self._app.app_context():
            event.listen(db.engine, "do_connect", self._lead)
            event.listen(db.engine, "connect", self._remember)

    def over(self, config: Config) -> Flask:
        """Return the application as it was made, over the database of these settings."""
        self._enter(make_url(config.database_url).database or "")
        for name, made in self._made.items():
            kept = getattr(self._app, name)
            kept.clear()
            kept.update(_copied(made) if name in HOOKS else made)
        self._app.extensions["samla_config"] = config
        return self._app

    def let_go(self) -> list[int]:
        """End what the last test may have left open; return the server processes of connections for the next one."""
        with self._app.app_context():
            db.session.remove()
            if db.engine.pool.checkedout():  # type: ignore[attr-defined]  # a queue of connections
                self._leave()
        return list(self._connected)

    def _enter(self, database: str) -> None:
        if database != self._database:
            self._leave()
            self._database = database

    def _leave(self) -> None:
        """Close the connections: they are a database's."""
        with self._app.app_context():
            db.engine.dispose()
        self._connected.clear()

    def _remember(self, connection: Any, _record: object) -> None:
        self._connected.add(connection.info.backend_pid)

    def _lead(self, _dialect: object, _record: object, _arguments: object, parameters: dict[str, Any]) -> None:
        parameters["dbname"] = self._database


def _copied(kept: Any) -> Any:
    """Return a copy of dicts and lists, of those within them, and of nothing else."""
    if isinstance(kept, dict):
        copied = copy(kept)  # a dict with a default stays one
        copied.update({name: _copied(value) for name, value in kept.items()})
        return copied
    return list(kept) if isinstance(kept, list) else kept
