"""The area of clients: its routes, gathered."""

from portal.web.clients import bulk_routes, contact_routes, import_routes, record_routes, sent_routes, wizard_routes
from portal.web.clients.routes import blueprint

__all__ = [
    "blueprint",
    "bulk_routes",
    "contact_routes",
    "import_routes",
    "record_routes",
    "sent_routes",
    "wizard_routes",
]
