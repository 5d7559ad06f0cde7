"""The application of a test process: made once, as it was made at each test, over the database of that test.

Making one costs as much as many a test takes, and what SQLAlchemy compiled for one engine is nothing to another.
"""

from typing import Any

from factories.fresh import begin_afresh
from flask import Flask
from sqlalchemy import event, make_url

from portal.app import create_app
from portal.config import Config
from tenants.kernel.db import db


class OneApp:
    """An application that stands over one database after another; nothing that a test sets on it outlives the test."""

    def __init__(self, config: Config) -> None:
        self._app = create_app(config)
        begin_afresh(self._app)
        self._database = ""
        self._config, self._extensions = dict(self._app.config), dict(self._app.extensions)
        self._before = {area: list(asked) for area, asked in self._app.before_request_funcs.items()}
        with self._app.app_context():
            event.listen(db.engine, "do_connect", self._lead)

    def over(self, config: Config) -> Flask:
        """Return the application as it was made, over the database of these settings."""
        self._database = make_url(config.database_url).database or ""
        for kept, made in ((self._app.config, self._config), (self._app.extensions, self._extensions)):
            kept.clear()
            kept.update(made)
        self._app.extensions["samla_config"] = config
        self._app.before_request_funcs.clear()
        self._app.before_request_funcs.update({area: list(asked) for area, asked in self._before.items()})
        return self._app

    def _lead(self, _dialect: object, _record: object, _arguments: object, parameters: dict[str, Any]) -> None:
        parameters["dbname"] = self._database
