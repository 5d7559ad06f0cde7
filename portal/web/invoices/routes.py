"""The pages of issued invoices."""

from uuid import UUID

from flask import Blueprint, Response, g, render_template, request

from billing.attachments.queries import file_of_invoice
from billing.delivery.queries import NotWritten, Which, document_file
from billing.invoices.queries import get_invoice
from portal.auth.gate import current_actor, in_workspace
from portal.edge.clock import now
from portal.web.handing_out import hand_out
from portal.web.here import workspace_here
from portal.web.invoices.listing import invoices_page
from portal.web.invoices.page import invoice_page
from tenants.files.queries import KeptFile
from tenants.kernel.actor import Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import InvoiceId, WorkspaceId

blueprint = Blueprint("invoices", __name__, template_folder="templates")
INVOICE = "/w/<uuid:workspace_id>/invoices/<uuid:invoice_id>"


@blueprint.get("/w/<uuid:workspace_id>/invoices")
@in_workspace(Permission.SEE_INVOICES)
def invoices(workspace_id: UUID) -> str:
    """Show the list of invoices."""
    on = local_day(now(), workspace_here(workspace_id).country)
    page = invoices_page(WorkspaceId(workspace_id), request.args, on=on)
    return render_template("invoices/invoices.html", page=page)


@blueprint.get(INVOICE)
@in_workspace(Permission.SEE_INVOICES)
def invoice(workspace_id: UUID, invoice_id: UUID) -> str:
    """Show one invoice: its document, its facts and its story."""
    workspace = workspace_here(workspace_id)
    on = local_day(now(), workspace.country)
    page = invoice_page(current_actor(), workspace, InvoiceId(invoice_id), on=on)
    return render_template("invoices/invoice.html", page=page)


@blueprint.get(f"{INVOICE}/pdf")
@in_workspace(Permission.SEE_INVOICES)
def pdf(workspace_id: UUID, invoice_id: UUID) -> Response:
    """Return the PDF, to be shown in the invoice's page or, with `save`, to be kept."""
    g.framed = True
    file = _found(workspace_id, invoice_id, "pdf")
    return _file(file, "application/pdf", saved="save" in request.args)


@blueprint.get(f"{INVOICE}/xml/<syntax>")
@in_workspace(Permission.SEE_INVOICES)
def xml(workspace_id: UUID, invoice_id: UUID, syntax: str) -> Response:
    """Return the e-invoice in a syntax (finvoice or ubl), to be kept."""
    if syntax == "finvoice":
        file = _found(workspace_id, invoice_id, "finvoice")
    elif syntax == "ubl":
        file = _found(workspace_id, invoice_id, "ubl")
    else:
        raise NotWritten(syntax)
    return _file(file, "application/xml", saved=True)


@blueprint.get(f"{INVOICE}/attached/<sha256>")
@in_workspace(Permission.SEE_INVOICES)
def attached(workspace_id: UUID, invoice_id: UUID, sha256: str) -> Response:
    """Hand out a file that is attached to an invoice, to be kept."""
    where = WorkspaceId(workspace_id)
    row = get_invoice(where, InvoiceId(invoice_id)).row
    return hand_out(file_of_invoice(where, row.id, sha256), saved=True)


def _found(workspace_id: UUID, invoice_id: UUID, which: Which) -> KeptFile:
    """Return a file of an invoice that the reader may see: the invoice is asked for first.

    Raises:
        NoSuchInvoice, NoDocument, NotWritten.
    """
    row = get_invoice(WorkspaceId(workspace_id), InvoiceId(invoice_id)).row
    return document_file(WorkspaceId(workspace_id), row.id, which)


def _file(file: KeptFile, media_type: str, *, saved: bool) -> Response:
    """Return a file under its own name, which is made of an invoice number by us; XML is never shown in place."""
    answer = Response(file.content, content_type=media_type)
    answer.headers.set("Content-Disposition", "attachment" if saved else "inline", filename=file.name)
    return answer
