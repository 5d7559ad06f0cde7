"""What the switcher's field asks, and the page that does the same without JavaScript."""

from flask import Blueprint, current_app, render_template, request, url_for

from portal.auth.gate import current_actor, signed_in
from portal.web._design import ClientChoice
from tenants.kernel.actor import Permission
from tenants.kernel.ids import WorkspaceId
from tenants.workspaces.queries import WorkspaceFacts, workspace_rows

blueprint = Blueprint("switcher", __name__, template_folder="templates")
AT_MOST = 30


@blueprint.get("/clients/switch")
@signed_in
def switcher() -> str:
    """List my clients whose name or business id contains what is typed."""
    actor = current_actor()
    found = workspace_rows(tuple(actor.workspaces), search=request.args.get("q", ""), at_most=AT_MOST + 1)
    clients = [_choice(row) for row in found[:AT_MOST]]
    template = "switcher/switcher.html" if request.args.get("page") else "_design/switcher_list.html"
    return render_template(template, clients=clients, more=max(0, len(found) - AT_MOST))


def _choice(workspace: WorkspaceFacts) -> ClientChoice:
    return ClientChoice(name=workspace.name, detail=workspace.business_id, url=_same_area(workspace.id))


def _same_area(workspace_id: WorkspaceId) -> str:
    """Return the page of the area one is in, at another client; the overview where the area has none."""
    area = request.args.get("area", "")
    endpoint = f"{area}.{area}"
    rule = (
        next(iter(current_app.url_map.iter_rules(endpoint)), None) if endpoint in current_app.view_functions else None
    )
    if rule is None or "workspace_id" not in rule.arguments:
        endpoint = "home.home"
    may = current_actor().may(Permission.SEE_WORKSPACE, in_=workspace_id)
    known = endpoint in current_app.view_functions
    return url_for(endpoint, workspace_id=workspace_id) if known and may else "/"
