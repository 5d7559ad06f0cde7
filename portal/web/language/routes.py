"""Choosing a language."""

from flask import Blueprint, g, redirect, request
from werkzeug.wrappers import Response

from portal.auth.gate import anyone
from portal.edge.locale import COOKIE
from portal.edge.transaction import transaction
from tenants.kernel.language import LANGUAGES
from tenants.kernel.scope import Scope
from tenants.users.actions import choose as keep_choice

blueprint = Blueprint("language", __name__)
A_YEAR = 365 * 24 * 60 * 60


@blueprint.post("/language")
@anyone
def choose() -> Response:
    """Speak another language from now on, and go back to the page."""
    wanted, back = request.form.get("language", ""), request.form.get("back", "/")
    inside = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    response = redirect(back.rstrip("?") if inside else "/")
    if wanted in LANGUAGES:
        response.set_cookie(COOKIE, wanted, max_age=A_YEAR, samesite="Lax", secure=request.is_secure)
        if person := g.get("person"):
            with transaction(scope=Scope()):
                keep_choice(person.id, language=wanted)
    return response
