"""Customers out to CSV and in again."""

from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billing.customers.queries import customer_rows
from billing.requests.actions import Upload
from billing.requests.actions.customer_files import (
    FileTaken,
    OnlyAlike,
    RowsWrong,
    import_customers,
    keep_customer_file,
)
from billing.requests.formats.customer_csv import COLUMNS, write_customers_csv
from portal.auth.gate import current_actor, in_workspace
from portal.edge.transaction import transaction
from portal.web._design.words import Words
from portal.web.customers.importing import file_field, preview_page
from portal.web.customers.listing import wanted_customers
from portal.web.customers.routes import blueprint
from portal.web.customers.saved import saved
from portal.web.posted import posted_files
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import FileId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Invalid

__all__ = ["blueprint"]
IMPORT = "/w/<uuid:workspace_id>/customers/import"


@blueprint.get("/w/<uuid:workspace_id>/customers/export")
@in_workspace(Permission.SEE_INVOICES)
def export(workspace_id: UUID) -> Response:
    """Hand out the customers of the list, all pages, as CSV."""
    found = customer_rows(WorkspaceId(workspace_id), wanted_customers(request.args))
    answer = Response(write_customers_csv(found), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename="customers.csv")
    return answer


@blueprint.get(IMPORT)
@in_workspace(Permission.EDIT_CUSTOMERS)
def import_form(workspace_id: UUID) -> str:
    """Ask for a file."""
    return _form(workspace_id)


@blueprint.post(IMPORT)
@in_workspace(Permission.EDIT_CUSTOMERS)
def read_file(workspace_id: UUID) -> str | AnyResponse | tuple[str, int]:
    """Keep a file, and show what it would do."""
    files = posted_files("file")
    if not files:
        return _form(workspace_id, msg("Choose a file.")), 422
    try:
        with transaction(acting=workspace_id) as now:
            file_id = keep_customer_file(current_actor(), WorkspaceId(workspace_id), Upload(*files[0]), now=now)
    except Invalid as refusal:
        return _form(workspace_id, refusal.message), 422
    return redirect(url_for("customers.preview", workspace_id=workspace_id, file_id=file_id), 303)


@blueprint.get(f"{IMPORT}/<uuid:file_id>")
@in_workspace(Permission.EDIT_CUSTOMERS)
def preview(workspace_id: UUID, file_id: UUID) -> str:
    """Show what a file would do, row by row."""
    return render_template("customers/preview.html", page=preview_page(WorkspaceId(workspace_id), FileId(file_id)))


@blueprint.post(f"{IMPORT}/<uuid:file_id>")
@in_workspace(Permission.EDIT_CUSTOMERS)
def take_file(workspace_id: UUID, file_id: UUID) -> AnyResponse | tuple[str, int]:
    """Write the cards of a file, all of them or none; second cards of a customer only where that is ticked."""
    where, file = WorkspaceId(workspace_id), FileId(file_id)
    second_cards = "second_cards" in request.form
    try:
        with transaction(acting=workspace_id) as now:
            checked = import_customers(current_actor(), where, file, second_cards=second_cards, now=now)
    except OnlyAlike as refusal:
        page = preview_page(where, file, refusal.message)
        return render_template("customers/preview.html", page=page), 409
    except RowsWrong:
        return preview(workspace_id=workspace_id, file_id=file_id), 409
    except FileTaken as refusal:
        tell(refusal.message, "info")
    else:
        tell(saved(checked), "good")
    return redirect(url_for("customers.customers", workspace_id=workspace_id), 303)


def _form(workspace_id: UUID, error: Words = "") -> str:
    listing = url_for("customers.customers", workspace_id=workspace_id)
    return render_template("customers/import.html", file=file_field(error), columns=COLUMNS, cancel_url=listing)
