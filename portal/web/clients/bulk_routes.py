"""Bulk actions on the register: ask what is needed, do it row by row, show what came of each."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_firm
from portal.web._design import Selection
from portal.web.clients.bulk import MOST, NOTES, TITLES, carry_out, fields_of
from portal.web.clients.register import selected_clients
from portal.web.clients.routes import CHANGED, blueprint, firm_here
from portal.web.telling import tell
from tenants.firms.queries import FirmFacts, staff_rows
from tenants.kernel.actor import FirmPermission
from tenants.kernel.ids import ClientId
from tenants.kernel.language import msg
from tenants.kernel.refusals import NotFound

NEEDS = {
    "invite": FirmPermission.INVITE_CLIENTS,
    "assign": FirmPermission.EDIT_CLIENTS,
    "payer": FirmPermission.INVITE_CLIENTS,
}


@blueprint.post("/f/<uuid:firm_id>/clients/bulk")
@in_firm(FirmPermission.SEE_FIRM)
def bulk(firm_id: UUID) -> str | Response:
    """Ask what is needed before something is done to many clients."""
    firm, act = firm_here(firm_id), _act(firm_id)
    chosen = selected_clients(firm.id, Selection.parse(request.form))
    if not chosen:
        tell(msg("Select at least one client first."), "warn")
        return redirect(url_for("clients.clients", firm_id=firm_id), 303)
    return _ask(firm, act, chosen, missing=False)


@blueprint.post("/f/<uuid:firm_id>/clients/bulk/do")
@in_firm(FirmPermission.SEE_FIRM)
def bulk_do(firm_id: UUID) -> str | tuple[str, int]:
    """Do it to each client, and show what came of each; doing it twice does nothing more."""
    firm, act = firm_here(firm_id), _act(firm_id)
    chosen = selected_clients(firm.id, Selection.parse(request.form))
    results = carry_out(act, firm, chosen)
    if results is None:
        return _ask(firm, act, chosen, missing=True), CHANGED
    left = max(0, len(chosen) - MOST)
    return render_template("clients/bulk_results.html", firm=firm, title=TITLES[act], results=results, left=left)


def _ask(firm: FirmFacts, act: str, chosen: list[ClientId], *, missing: bool) -> str:
    fields = fields_of(act, firm, staff_rows(firm.id), missing=missing)
    return render_template(
        "clients/bulk.html", firm=firm, act=act, title=TITLES[act], note=NOTES[act], fields=fields, chosen=chosen
    )


def _act(firm_id: UUID) -> str:
    """Return the act asked for, which the person has to be allowed."""
    act = request.form.get("act", "")
    if act not in NEEDS:
        raise NotFound(act)
    current_actor().must_in_firm(NEEDS[act], in_=firm_here(firm_id).id)
    return act
