"""Taking a file of contracts: choose it, see what would come of it, take it."""

from collections.abc import Sequence
from uuid import UUID

from flask import redirect, render_template, request, url_for

from billing.contracts.actions.importing import ContractsWrong, import_contracts, plan_contracts
from billing.contracts.formats.contracts_csv import COLUMNS
from portal.auth.gate import current_actor, in_workspace
from portal.edge.transaction import transaction
from portal.web._design.words import Words
from portal.web.contracts.routes import CONTRACTS, WRONG, Answer, blueprint
from portal.web.contracts.words import label_of
from portal.web.list_files import list_field, packed, posted_list, unpacked
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Invalid

PLACE = f"{CONTRACTS}/import"


@blueprint.get(PLACE)
@in_workspace(Permission.EDIT_REQUESTS)
def import_form(workspace_id: UUID) -> str:
    """Ask for a file."""
    return _ask(workspace_id)


@blueprint.post(PLACE)
@in_workspace(Permission.EDIT_REQUESTS)
def import_preview(workspace_id: UUID) -> Answer:
    """Show what would come of a file; nothing is written."""
    try:
        _name, data = posted_list()
        return _preview(workspace_id, data)
    except Invalid as refusal:
        return _ask(workspace_id, [refusal.message]), WRONG


@blueprint.post(f"{PLACE}/take")
@in_workspace(Permission.EDIT_REQUESTS)
def import_take(workspace_id: UUID) -> Answer:
    """Take the file, all of it or nothing."""
    try:
        data = unpacked(request.form.get("content", ""))
        with transaction(acting=workspace_id) as now:
            count = import_contracts(current_actor(), WorkspaceId(workspace_id), data, now=now)
    except ContractsWrong as refusal:
        tell(refusal.message, "warn")
        return _preview(workspace_id, data), WRONG
    except Invalid as refusal:
        return _ask(workspace_id, [refusal.message]), WRONG
    tell(msg("Contracts taken: %(count)s.", count=count))
    return redirect(url_for("contracts.contracts", workspace_id=workspace_id), 303)


def _ask(workspace_id: UUID, errors: Sequence[Words] = ()) -> str:
    field = list_field(msg("File with contracts"), errors)
    back = url_for("contracts.contracts", workspace_id=workspace_id)
    return render_template("contracts/import.html", field=field, columns=", ".join(COLUMNS), back=back)


def _preview(workspace_id: UUID, data: bytes) -> str:
    planned = plan_contracts(WorkspaceId(workspace_id), data)
    return render_template(
        "contracts/import_preview.html",
        rows=planned,
        wrong=sum(bool(each.problems) for each in planned),
        content=packed(data),
        workspace_id=workspace_id,
        label_of=label_of,
    )
