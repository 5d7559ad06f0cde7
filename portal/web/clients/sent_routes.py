"""The list of requests that the firm has sent."""

from uuid import UUID

from flask import render_template

from portal.auth.gate import in_firm
from portal.edge import clock
from portal.web.clients.routes import blueprint, firm_here
from portal.web.clients.sent import sent_page
from tenants.kernel.actor import FirmPermission


@blueprint.get("/f/<uuid:firm_id>/clients/requests")
@in_firm(FirmPermission.SEE_FIRM)
def sent(firm_id: UUID) -> str:
    """Show who was asked when, by whom, and what came of it."""
    firm = firm_here(firm_id)
    return render_template("clients/sent.html", firm=firm, page=sent_page(firm.id, now=clock.now()))
