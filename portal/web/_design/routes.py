"""The design's own addresses: assets, and how a person wants pages to look."""

from uuid import uuid4

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.web._design.assets import assets, fingerprint

A_YEAR = 365 * 24 * 60 * 60
CHOICES = {"theme": ("system", "light", "dark"), "density": ("roomy", "dense")}

design = Blueprint("design", __name__, url_prefix="/design", template_folder="templates")


@design.get("/<version>/<path:name>")
def asset(version: str, name: str) -> Response:
    """Return a style, script or font; for ever under its own address, for now under an older one's."""
    found = assets().get(name)
    if found is None:
        abort(404)
    response = Response(found.content, content_type=found.media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    if version == fingerprint():
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    else:
        response.headers["Cache-Control"] = "no-cache"
    return response


@design.post("/look")
def look() -> AnyResponse:
    """Keep the theme or the density that was chosen in a cookie, and go back to the page."""
    response = redirect(_own_page(request.form.get("back", "/")), 303)
    for name, allowed in CHOICES.items():
        chosen = request.form.get(name, "")
        if chosen in allowed:
            response.set_cookie(name, chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure)
    return response


def asset_url(name: str) -> str:
    """Return the lasting address of an asset.

    Raises:
        KeyError: there is no such asset; a page that refers to nothing fails in its test.
    """
    if name not in assets():
        raise KeyError(name)
    return url_for("design.asset", version=fingerprint(), name=name)


def chosen_look(name: str) -> str:
    """Return the theme or density that the reader chose, the first one where none or an unknown one is."""
    chosen = request.cookies.get(name, "")
    return chosen if chosen in CHOICES[name] else CHOICES[name][0]


def unique_id(prefix: str) -> str:
    """Return an id that no other element of a page has, also when a part of the page is loaded later."""
    return f"{prefix}-{uuid4().hex[:8]}"


def _own_page(path: str) -> str:
    """Return a path of ours; anything that a browser could take for another site becomes the first page."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if inside and path.isprintable() else "/"
