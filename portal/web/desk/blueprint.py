"""The desk's blueprint with all its routes."""

from portal.web.desk import many_routes, settings
from portal.web.desk.routes import blueprint

__all__ = ["blueprint", "many_routes", "settings"]
