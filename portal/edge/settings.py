"""The configuration of the installation that serves the present request or task."""

from typing import cast

from flask import current_app

from portal.config import Config


def settings() -> Config:
    """Return the present app's configuration, as it was checked at its start."""
    return cast("Config", current_app.extensions["samla_config"])
