"""The area with all of its pages."""

from portal.web.articles import import_routes, price_routes
from portal.web.articles.routes import blueprint

__all__ = ["blueprint", "import_routes", "price_routes"]
