"""The application that a worker process lives in; made once, before the first job is forked."""

from flask import Flask

from portal.app import create_app
from portal.config import Config

_made: list[Flask] = []


def application() -> Flask:
    """Return this process's application; a worker started by RQ alone makes it from the environment."""
    if not _made:
        _made.append(create_app(Config.from_env()))
    return _made[0]


def use(app: Flask) -> None:
    """Have jobs of this process run in an application that is there already."""
    _made[:] = [app]
