"""The list of a firm's staff."""

from uuid import UUID

from flask import Blueprint, render_template

from portal.auth.gate import in_firm
from tenants.firms.queries import get_firm, staff_rows
from tenants.kernel.actor import FirmPermission
from tenants.kernel.ids import FirmId
from tenants.kernel.language import Message, msg

blueprint = Blueprint("people", __name__, template_folder="templates")

ROLES: dict[str, Message] = {
    "owner": msg("Owner"),
    "manager": msg("Manager"),
    "accountant": msg("Accountant"),
    "assistant": msg("Assistant"),
    "auditor": msg("Auditor"),
}


@blueprint.get("/f/<uuid:firm_id>/people")
@in_firm(FirmPermission.SEE_FIRM)
def people(firm_id: UUID) -> str:
    """List the firm's staff."""
    firm = get_firm(firm_id)
    return render_template("people/people.html", firm=firm, staff=staff_rows(FirmId(firm_id)), roles=ROLES)
