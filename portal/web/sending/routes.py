"""The pages and acts of sending."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.delivery.actions import Way, render_again, resend, resolve_unknown, send_invoices
from billing.delivery.rules.routes import Channel
from portal.auth.gate import current_actor, in_workspace
from portal.edge.clock import now as moment
from portal.edge.transaction import transaction
from portal.web.sending.attention import attention_page
from portal.web.sending.told import told
from portal.web.sending.unsent import chosen, unsent_page
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import DeliveryId, InvoiceId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, InvalidFields
from tenants.workspaces.queries import get_workspace

blueprint = Blueprint("sending", __name__, template_folder="templates")


class NoOutcomeGiven(Conflict):
    """Say whether the invoice arrived or not."""


@blueprint.get("/w/<uuid:workspace_id>/sending")
@in_workspace(Permission.SEE_INVOICES)
def sending(workspace_id: UUID) -> str:
    """Show what waits to be sent."""
    where = WorkspaceId(workspace_id)
    on = local_day(moment(), get_workspace(where).country)
    return render_template("sending/sending.html", page=unsent_page(current_actor(), where, request.args, on=on))


@blueprint.get("/w/<uuid:workspace_id>/sending/attention")
@in_workspace(Permission.SEE_INVOICES)
def attention(workspace_id: UUID) -> str:
    """Show what came back, failed, or has no known outcome."""
    page = attention_page(current_actor(), WorkspaceId(workspace_id), request.args)
    return render_template("sending/attention.html", page=page)


@blueprint.post("/w/<uuid:workspace_id>/sending")
@in_workspace(Permission.SEND_DOCUMENTS)
def send(workspace_id: UUID) -> Response:
    """Send the selected invoices, each by its way."""
    where = WorkspaceId(workspace_id)
    ids = chosen(where, request.form)
    with transaction(acting=workspace_id) as now:
        result = send_invoices(current_actor(), where, ids, now=now)
    tell(told(result), "good" if result.queued else "warn")
    if request.form.get("back") == "invoice" and len(ids) == 1:
        return redirect(url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=ids[0]), 303)
    return redirect(url_for("sending.sending", workspace_id=workspace_id), 303)


@blueprint.post("/w/<uuid:workspace_id>/invoices/<uuid:invoice_id>/deliveries")
@in_workspace(Permission.SEND_DOCUMENTS)
def again(workspace_id: UUID, invoice_id: UUID) -> Response:
    """Send one invoice again, the way a person says."""
    channel: Channel = "einvoice" if request.form.get("channel") == "einvoice" else "email"
    way = Way(channel, request.form.get("address", "").strip() or None)
    try:
        with transaction(acting=workspace_id) as now:
            resend(current_actor(), WorkspaceId(workspace_id), InvoiceId(invoice_id), way, now=now)
    except InvalidFields as refusal:
        tell(refusal.problems[0].message, "bad")
    else:
        tell(msg("The invoice is on its way again."))
    return redirect(url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=invoice_id), 303)


@blueprint.post("/w/<uuid:workspace_id>/invoices/<uuid:invoice_id>/document")
@in_workspace(Permission.SEND_DOCUMENTS)
def make_again(workspace_id: UUID, invoice_id: UUID) -> Response:
    """Have the document of an invoice made, after it couldn't be."""
    with transaction(acting=workspace_id) as now:
        render_again(current_actor(), WorkspaceId(workspace_id), InvoiceId(invoice_id), now=now)
    tell(msg("The document is being made."))
    return redirect(url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=invoice_id), 303)


@blueprint.post("/w/<uuid:workspace_id>/deliveries/<uuid:delivery_id>/outcome")
@in_workspace(Permission.SEND_DOCUMENTS)
def outcome(workspace_id: UUID, delivery_id: UUID) -> Response:
    """Note what a person found out about a sending whose outcome nobody knew."""
    found = request.form.get("found")
    if found not in {"arrived", "not_arrived"}:
        raise NoOutcomeGiven
    with transaction(acting=workspace_id) as now:
        resolve_unknown(
            current_actor(),
            WorkspaceId(workspace_id),
            DeliveryId(delivery_id),
            "arrived" if found == "arrived" else "not_arrived",
            now=now,
        )
    tell(msg("The outcome was noted."))
    return redirect(url_for("sending.attention", workspace_id=workspace_id), 303)
