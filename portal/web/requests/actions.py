"""What can be done with requests on their screens, or why not."""

from collections.abc import Callable
from dataclasses import replace

from flask import current_app, url_for

from billing.requests.actions.dismissing import OF_CONTRACT, OWED, WAITING
from billing.requests.queries import RequestRow
from portal.web._design import Action, Link
from portal.web._design.filters import number
from portal.web.reasons import permitted
from portal.web.requests.desk import Desk
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg

NO_SELLER = msg("The company's address, bank account and payment reference have to be saved in the settings first.")
RUN_CONFIRM = msg("The invoices get their numbers now and can't be deleted afterwards. Nothing is sent yet.")


def page_actions(actor: Actor, workspace_id: WorkspaceId, desk: Desk) -> tuple[Action, Action | None, Action | None]:
    """Return fetching, dismissing all that are cancelled, and checking again; the last two where there is a reason."""
    counts = desk.counts
    dismiss = Action(
        label=msg("Dismiss all %(count)s cancelled", count=number(counts.cancelled)),
        url=url_for("requests.dismiss", workspace_id=workspace_id),
        name="dismiss",
        value="all",
    )
    check = Action(
        label=msg("Check them again"), url=url_for("requests.check", workspace_id=workspace_id), icon="refresh"
    )
    allowed = _edits(actor, workspace_id)
    return (
        fetch_action(actor, workspace_id, desk),
        allowed(dismiss) if counts.cancelled else None,
        allowed(check) if counts.invalid else None,
    )


def fetch_action(actor: Actor, workspace_id: WorkspaceId, desk: Desk) -> Action:
    """Return the way to fetch requests, or why there is none."""
    url = url_for("requests.import_form_page", workspace_id=workspace_id)
    action = Action(label=msg("Fetch billing requests"), url=url, method="get", weight="primary", icon="download")
    return with_seller(permitted(action, actor, Permission.IMPORT_REQUESTS, workspace_id), workspace_id, desk)


def table_actions(actor: Actor, workspace_id: WorkspaceId, desk: Desk) -> tuple[Action, ...]:
    """Return what can be done with the selection: look at what a run would do, and run; release and hold small ones."""
    preview = Action(label=msg("Preview"), url=url_for("runs.preview", workspace_id=workspace_id), icon="eye")
    run = Action(
        label=msg("Run"), url=url_for("runs.start", workspace_id=workspace_id), weight="primary", confirm=RUN_CONFIRM
    )
    preview = permitted(preview, actor, Permission.EDIT_REQUESTS, workspace_id)
    run = permitted(run, actor, Permission.RUN_INVOICING, workspace_id)
    if not desk.counts.ready:
        reason = msg("No request is ready.")
        preview, run = (each if each.refusal else replace(each, refusal=reason) for each in (preview, run))
    both = with_seller(preview, workspace_id, desk), with_seller(run, workspace_id, desk)
    if not desk.has_least:
        return both
    release = Action(
        label=msg("Bill small ones all the same"), url=url_for("requests.release", workspace_id=workspace_id)
    )
    hold = Action(label=msg("Let small ones wait again"), url=url_for("requests.hold", workspace_id=workspace_id))
    return *both, *map(_edits(actor, workspace_id), (release, hold))


def dismiss_action(actor: Actor, workspace_id: WorkspaceId, row: RequestRow) -> Action | None:
    """Return the way to take one request off the list: a cancelled one, or one that isn't to be invoiced after all."""
    if row.state not in WAITING or (row.state == "ready" and row.source in OWED):
        return None
    action = Action(
        label=msg("Dismiss"),
        url=url_for("requests.dismiss", workspace_id=workspace_id),
        name="dismiss",
        value=str(row.id),
        confirm=msg("It leaves the list and is never invoiced.") if row.state != "cancelled" else "",
    )
    return permitted(action, actor, Permission.EDIT_REQUESTS, workspace_id)


def take_back_action(actor: Actor, workspace_id: WorkspaceId, row: RequestRow) -> Action | None:
    """Return the way to put a dismissed request of a contract back onto the list: its period is made once only."""
    if row.state != "dismissed" or row.source != OF_CONTRACT:
        return None
    url = url_for("requests.take_back_one", workspace_id=workspace_id, request_id=row.id)
    return permitted(
        Action(label=msg("Put it back onto the list"), url=url), actor, Permission.EDIT_REQUESTS, workspace_id
    )


def attach_action(actor: Actor, workspace_id: WorkspaceId, row: RequestRow) -> Action | None:
    """Return the way to attach files to a request; None once it has left the list."""
    if row.state not in {"ready", "invalid"}:
        return None
    url = url_for("requests.attach", workspace_id=workspace_id, request_id=row.id)
    action = Action(label=msg("Attach"), url=url, icon="upload")
    return permitted(action, actor, Permission.EDIT_REQUESTS, workspace_id)


def with_seller(action: Action, workspace_id: WorkspaceId, desk: Desk) -> Action:
    """Return an action disabled, with the way to the settings, where a company's invoices would lack its own facts."""
    if desk.has_seller or not action.allowed:
        return action
    endpoint = "settings.settings"
    known = endpoint in current_app.view_functions
    remedy = Link(msg("Open the settings"), url_for(endpoint, workspace_id=workspace_id)) if known else None
    return replace(action, refusal=NO_SELLER, remedy=remedy)


def _edits(actor: Actor, workspace_id: WorkspaceId) -> Callable[[Action], Action]:
    return lambda action: permitted(action, actor, Permission.EDIT_REQUESTS, workspace_id)
