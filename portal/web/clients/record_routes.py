"""The sealed records of what a client accepted, which its firm keeps, also after the collaboration has ended."""

from typing import cast
from uuid import UUID

from flask import Response

from portal.auth.gate import current_actor, in_firm
from portal.web.clients.routes import blueprint
from portal.web.handing_out import hand_out
from tenants.collaborations.evidence import kept_record_file
from tenants.kernel.actor import FirmPermission
from tenants.kernel.ids import FirmId
from tenants.terms.queries.records import FileKind


@blueprint.get("/f/<uuid:firm_id>/clients/<uuid:client_id>/records/<uuid:record_id>/<any(pdf, seal, evidence):kind>")
@in_firm(FirmPermission.SEE_RECORDS)
def record(firm_id: UUID, client_id: UUID, record_id: UUID, kind: str) -> Response:
    """Hand out the record of an acceptance, the seal of it, or the evidence of authority."""
    which = cast("FileKind", kind)
    found = kept_record_file(current_actor(), FirmId(firm_id), client_id, record_id, which)
    return hand_out(found, saved=kind != "pdf")
