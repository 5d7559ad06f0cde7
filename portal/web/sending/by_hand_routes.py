"""Printing here and handing over: choosing it, the PDF of many invoices, and saying that they have gone out."""

from uuid import UUID

from flask import Response as FlaskResponse
from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.delivery.actions import hand_over, print_here, take_back_by_hand
from billing.delivery.queries.by_hand import get_printing, printed_files
from billing.documents.binding import bind
from portal.auth.gate import current_actor, in_workspace
from portal.edge.transaction import transaction
from portal.web.here import workspace_here
from portal.web.sending.printing import chosen_of, printing_page
from portal.web.sending.routes import blueprint
from portal.web.sending.told import told_of_paper
from portal.web.sending.unsent import chosen
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import InvoiceId, WorkspaceId
from tenants.kernel.language import msg

PRINTINGS = "/w/<uuid:workspace_id>/sending/printings"
ONE = f"{PRINTINGS}/<uuid:printing_id>"


@blueprint.post(PRINTINGS)
@in_workspace(Permission.SEND_DOCUMENTS)
def print_out(workspace_id: UUID) -> Response:
    """Choose the selected invoices to be printed here, and show them with their PDF."""
    where = WorkspaceId(workspace_id)
    with transaction(acting=workspace_id) as now:
        ids = chosen(where, request.form)
        result = print_here(current_actor(), where, ids, any_way=_is_of_one(), now=now)
    if result.left_out:
        tell(told_of_paper(result), "warn")
    return redirect(url_for("sending.printing", workspace_id=workspace_id, printing_id=result.printing_id), 303)


@blueprint.get(ONE)
@in_workspace(Permission.SEE_INVOICES)
def printing(workspace_id: UUID, printing_id: UUID) -> str:
    """Show what was chosen to be printed together, and what of it has gone out."""
    g.country = workspace_here(workspace_id).country
    page = printing_page(current_actor(), WorkspaceId(workspace_id), printing_id, request.args)
    return render_template("sending/printing.html", page=page)


@blueprint.get(f"{ONE}/pdf")
@in_workspace(Permission.SEE_INVOICES)
def printing_pdf(workspace_id: UUID, printing_id: UUID) -> FlaskResponse:
    """Return one PDF of many invoices, to be printed from the browser or, with `save`, to be kept."""
    where = WorkspaceId(workspace_id)
    part = request.args.get("part", "1")
    number = int(part) if part.isascii() and part.isdigit() and len(part) < len("10000") else 0
    pdf = bind(printed_files(where, get_printing(where, printing_id), number))
    answer = FlaskResponse(pdf, content_type="application/pdf")
    way = "attachment" if "save" in request.args else "inline"
    answer.headers.set("Content-Disposition", way, filename=f"invoices-{number}.pdf")
    return answer


@blueprint.post(f"{ONE}/handed-over")
@in_workspace(Permission.SEND_DOCUMENTS)
def printing_handed_over(workspace_id: UUID, printing_id: UUID) -> Response:
    """Note that the invoices of a printing, all or those ticked, were handed over."""
    where = WorkspaceId(workspace_id)
    with transaction(acting=workspace_id) as now:
        ids = chosen_of(get_printing(where, printing_id), request.form)
        tell(told_of_paper(hand_over(current_actor(), where, ids, any_way=True, now=now)), "good")
    return redirect(url_for("sending.printing", workspace_id=workspace_id, printing_id=printing_id), 303)


@blueprint.post("/w/<uuid:workspace_id>/sending/handed-over")
@in_workspace(Permission.SEND_DOCUMENTS)
def handed_over(workspace_id: UUID) -> Response:
    """Note that the selected invoices were handed over, however they were printed."""
    where = WorkspaceId(workspace_id)
    with transaction(acting=workspace_id) as now:
        ids = chosen(where, request.form)
        result = hand_over(current_actor(), where, ids, any_way=_is_of_one(), now=now)
    tell(told_of_paper(result), "good")
    if _is_of_one():
        return redirect(url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=ids[0]), 303)
    return redirect(url_for("sending.sending", workspace_id=workspace_id), 303)


@blueprint.post("/w/<uuid:workspace_id>/invoices/<uuid:invoice_id>/not-by-hand")
@in_workspace(Permission.SEND_DOCUMENTS)
def not_by_hand(workspace_id: UUID, invoice_id: UUID) -> Response:
    """Let an invoice go by its customer's way after all."""
    with transaction(acting=workspace_id) as now:
        take_back_by_hand(current_actor(), WorkspaceId(workspace_id), InvoiceId(invoice_id), now=now)
    tell(msg("It isn't to be handed over any more; it goes by the way that the customer card says."))
    return redirect(url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=invoice_id), 303)


def _is_of_one() -> bool:
    """Say whether a person chose it on an invoice's own page, where they may have it go another way than its card's."""
    return request.form.get("back") == "invoice" and len(request.form.getlist("id")) == 1
