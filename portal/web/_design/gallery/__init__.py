"""A gallery of every component with invented data; the product never shows it."""

from portal.web._design.gallery.routes import create_gallery_app, show_gallery

__all__ = ["create_gallery_app", "show_gallery"]
