"""The area with all of its pages."""

from portal.web.contracts import import_routes
from portal.web.contracts.routes import blueprint

__all__ = ["blueprint", "import_routes"]
