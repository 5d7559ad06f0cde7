"""The area with all of its pages."""

from portal.web.sending import by_hand_routes
from portal.web.sending.routes import blueprint

__all__ = ["blueprint", "by_hand_routes"]
