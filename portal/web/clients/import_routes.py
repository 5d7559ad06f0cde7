"""Taking a client list: choose a file, see what would come of it, take it."""

from collections.abc import Sequence
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_firm
from portal.edge.transaction import transaction
from portal.web._design.words import Words
from portal.web.clients.importing import PreviewPage, file_field, read_list
from portal.web.clients.routes import CHANGED, blueprint, firm_here
from portal.web.list_files import packed, posted_list, unpacked
from portal.web.telling import tell
from tenants.engagements.importing import ListHasErrors, import_clients, judged
from tenants.firms.queries import FirmFacts
from tenants.kernel.actor import FirmPermission
from tenants.kernel.language import msg
from tenants.kernel.refusals import Invalid

PLACE = "/f/<uuid:firm_id>/clients/import"


@blueprint.get(PLACE)
@in_firm(FirmPermission.EDIT_CLIENTS)
def import_form(firm_id: UUID) -> str:
    """Ask for a list."""
    return _ask(firm_here(firm_id))


@blueprint.post(PLACE)
@in_firm(FirmPermission.EDIT_CLIENTS)
def import_preview(firm_id: UUID) -> str | tuple[str, int]:
    """Show what would come of a list; nothing is written."""
    firm = firm_here(firm_id)
    try:
        _name, data = posted_list()
        return _preview(firm, data)
    except Invalid as refusal:
        return _ask(firm, [refusal.message]), CHANGED


@blueprint.post(f"{PLACE}/take")
@in_firm(FirmPermission.EDIT_CLIENTS)
def import_take(firm_id: UUID) -> str | Response | tuple[str, int]:
    """Put the list on the register, all of it or nothing."""
    firm = firm_here(firm_id)
    try:
        data = unpacked(request.form.get("content", ""))
        rows = read_list(data, firm)
    except Invalid as refusal:
        return _ask(firm, [refusal.message]), CHANGED
    try:
        with transaction(firm=firm_id) as now:
            count = import_clients(current_actor(), firm.id, rows, now=now)
    except ListHasErrors as refusal:
        tell(refusal.message, "warn")
        return _preview(firm, data), CHANGED
    tell(msg("Clients added: %(count)s.", count=count), "good" if count else "info")
    return redirect(url_for("clients.clients", firm_id=firm_id), 303)


def _ask(firm: FirmFacts, errors: Sequence[Words] = ()) -> str:
    back = url_for("clients.clients", firm_id=firm.id)
    return render_template("clients/import.html", field=file_field(errors), back=back)


def _preview(firm: FirmFacts, data: bytes) -> str:
    page = PreviewPage(tuple(judged(firm.id, read_list(data, firm))), packed(data))
    return render_template("clients/import_preview.html", firm=firm, page=page)
