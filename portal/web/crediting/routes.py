"""The pages of corrections."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.corrections.actions import AlreadyUndone, CopyWaiting, credit_invoice, reissue, undo_run
from billing.corrections.actions.crediting import languages_of, rehearse_credit
from billing.invoices.queries import credits_of, get_invoice
from portal.auth.gate import current_actor, in_workspace
from portal.edge.transaction import transaction
from portal.web._design.filters import number
from portal.web.crediting.page import Shown, credit_page
from portal.web.crediting.typed import Typed, read_typed
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import InvoiceId, RunId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, InvalidFields

blueprint = Blueprint("crediting", __name__, template_folder="templates")
CREDIT = "/w/<uuid:workspace_id>/invoices/<uuid:invoice_id>/credit"
Answer = str | Response | tuple[str, int]
CHANGED, CONFLICT = 422, 409


@blueprint.get(CREDIT)
@in_workspace(Permission.CREDIT_INVOICES)
def crediting(workspace_id: UUID, invoice_id: UUID) -> str:
    """Show an invoice with what is left of it to be credited."""
    return _page(WorkspaceId(workspace_id), InvoiceId(invoice_id))


@blueprint.post(CREDIT)
@in_workspace(Permission.CREDIT_INVOICES)
def issue(workspace_id: UUID, invoice_id: UUID) -> Answer:
    """Issue a credit note and go to it; or show what it would come to, where only that was asked."""
    where, which, typed = WorkspaceId(workspace_id), InvoiceId(invoice_id), read_typed(request.form)
    try:
        if "show" in request.form:
            return _rehearsed(where, which, typed)
        with transaction(acting=workspace_id) as now:
            note_id = credit_invoice(current_actor(), where, which, typed.wanted, now=now)
    except InvalidFields as refusal:
        return _page(where, which, typed, Shown(problems=refusal.problems)), CHANGED
    except Conflict as refusal:
        return _page(where, which, typed, Shown(refusal=refusal.message)), CONFLICT
    tell(msg("The credit note has been issued."))
    return redirect(url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=note_id), 303)


@blueprint.post("/w/<uuid:workspace_id>/invoices/<uuid:invoice_id>/requests")
@in_workspace(Permission.EDIT_REQUESTS)
def again(workspace_id: UUID, invoice_id: UUID) -> Response:
    """Make the requests of an invoice anew, and go to it, or to the list where there are several."""
    where = WorkspaceId(workspace_id)
    try:
        with transaction(acting=workspace_id) as now:
            copies = reissue(current_actor(), where, (InvoiceId(invoice_id),), now=now)
    except CopyWaiting as refusal:
        tell(refusal.message, "info")
        return redirect(url_for("requests.requests", workspace_id=workspace_id), 303)
    except Conflict as refusal:
        tell(refusal.message, "warn")
        return redirect(url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=invoice_id), 303)
    if len(copies) > 1:
        tell(msg("%(count)s requests have been made anew. Put them right, then run them.", count=number(len(copies))))
        return redirect(url_for("requests.requests", workspace_id=workspace_id), 303)
    tell(msg("The request has been made anew. Put it right here or on the customer card, then run it."))
    return redirect(url_for("requests.billing_request", workspace_id=workspace_id, request_id=copies[0]), 303)


@blueprint.post("/w/<uuid:workspace_id>/runs/<uuid:run_id>/undo")
@in_workspace(Permission.CREDIT_INVOICES)
def undo(workspace_id: UUID, run_id: UUID) -> Response:
    """Have a run undone and go to the run of the credit notes; the second of two clicks lands there as well."""
    where, undone = WorkspaceId(workspace_id), run_id
    try:
        with transaction(acting=workspace_id) as now:
            anew = bool(request.form.get("again"))
            undone = undo_run(current_actor(), where, RunId(run_id), again=anew, now=now)
    except AlreadyUndone as refusal:
        tell(refusal.message, "info")
        undone = refusal.run_id
    except Conflict as refusal:
        tell(refusal.message, "warn")
    else:
        tell(msg("The run is being undone. What is credited is never sent."))
    return redirect(url_for("runs.run", workspace_id=workspace_id, run_id=undone), 303)


def _rehearsed(workspace_id: WorkspaceId, invoice_id: InvoiceId, typed: Typed) -> str:
    original = get_invoice(workspace_id, invoice_id)
    earlier = credits_of(workspace_id, (original,)).get(invoice_id, ())
    note = rehearse_credit(original, earlier, typed.wanted, languages_of(workspace_id, (original,)))
    return _page(workspace_id, invoice_id, typed, Shown(note=note))


def _page(
    workspace_id: WorkspaceId,
    invoice_id: InvoiceId,
    typed: Typed | None = None,
    shown: Shown = Shown(),  # noqa: B008  frozen
) -> str:
    page = credit_page(current_actor(), workspace_id, invoice_id, typed, shown)
    return render_template("crediting/crediting.html", page=page)
