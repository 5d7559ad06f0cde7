"""The way into a firm's own books, and opening them the first time."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_firm
from portal.edge.transaction import transaction
from portal.web._design import Action
from portal.web.telling import tell
from tenants.firms.queries import get_firm
from tenants.kernel.actor import FirmPermission
from tenants.kernel.ids import FirmId
from tenants.kernel.language import msg
from tenants.workspaces.own_books import find_own_books, open_own_books

blueprint = Blueprint("own_books", __name__, template_folder="templates")
NOT_OPEN = msg("Only an owner or manager of the firm can open its books.")


@blueprint.get("/f/<uuid:firm_id>/own-invoicing")
@in_firm(FirmPermission.SEE_FIRM)
def own_books(firm_id: UUID) -> str | Response:
    """Go into the firm's own books; where there are none, say what they are for and offer to open them."""
    books = find_own_books(FirmId(firm_id))
    if books is not None and books in current_actor().workspaces:
        return redirect(url_for("home.home", workspace_id=books))
    may = current_actor().may_in_firm(FirmPermission.OPEN_BOOKS, in_=FirmId(firm_id))
    url = url_for("own_books.open_books", firm_id=firm_id)
    action = Action(label=msg("Open our own books"), url=url, weight="primary", refusal="" if may else NOT_OPEN)
    return render_template("own_books/own_books.html", firm=get_firm(firm_id), opening=action)


@blueprint.post("/f/<uuid:firm_id>/own-invoicing")
@in_firm(FirmPermission.OPEN_BOOKS)
def open_books(firm_id: UUID) -> Response:
    """Open the firm's own books, and lead to their settings."""
    with transaction(firm=firm_id) as now:
        books = open_own_books(current_actor(), FirmId(firm_id), now=now)
    tell(msg("The firm's own books are open. Fill in what your invoices say of the firm."))
    return redirect(url_for("settings.settings", workspace_id=books), 303)
