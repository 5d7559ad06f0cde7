"""gunicorn over an application that is loaded once, before the server processes are forked from it."""

import gc

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from billing.documents.pdf import warm_up
from tenants.kernel.db import db


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """The portal's server: processes with threads, no access log (the portal writes its own), no control socket."""

    def __init__(self, app: Flask, *, bind: str, processes: int, threads: int) -> None:
        """Keep the application and how it is to be served."""
        self._app = app
        self._settings = {
            "bind": bind,
            "workers": processes,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            "control_socket_disable": True,
            "post_fork": self._let_go,
        }
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn its settings."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application; what the preview of a run draws with is loaded before the first one asks."""
        warm_up()
        # What is loaded by now is never garbage; looking through it would make somebody's page late.
        gc.collect()
        gc.freeze()
        return self._app

    def _let_go(self, _: Arbiter, __: Worker) -> None:
        """Leave the database connections to the process that opened them."""
        with self._app.app_context():
            db.engine.dispose(close=False)
