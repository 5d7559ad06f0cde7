"""A company's own people: their roles, and who is removed."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_workspace
from portal.edge.transaction import transaction
from portal.web.people.blueprint import blueprint
from portal.web.roles import MEMBER_ROLES
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import UserId, WorkspaceId
from tenants.kernel.language import msg
from tenants.workspaces.people import change_role, let_go
from tenants.workspaces.queries import get_workspace, member_rows

PLACE = "/w/<uuid:workspace_id>/people"


@blueprint.get(PLACE)
@in_workspace(Permission.MANAGE_MEMBERS)
def members(workspace_id: UUID) -> str:
    """List the company's own people."""
    return render_template(
        "people/members.html",
        workspace=get_workspace(workspace_id),
        members=member_rows(WorkspaceId(workspace_id)),
        roles=MEMBER_ROLES,
    )


@blueprint.post(f"{PLACE}/<uuid:user_id>/role")
@in_workspace(Permission.MANAGE_MEMBERS)
def give_member_role(workspace_id: UUID, user_id: UUID) -> Response:
    """Give a member another role."""
    role = request.form.get("role", "")
    with transaction(acting=workspace_id) as now:
        change_role(current_actor(), WorkspaceId(workspace_id), UserId(user_id), role, now=now)
    tell(msg("The role is changed."))
    return redirect(url_for("people.members", workspace_id=workspace_id), 303)


@blueprint.post(f"{PLACE}/<uuid:user_id>/removal")
@in_workspace(Permission.MANAGE_MEMBERS)
def remove_member(workspace_id: UUID, user_id: UUID) -> Response:
    """Remove a member."""
    with transaction(acting=workspace_id) as now:
        let_go(current_actor(), WorkspaceId(workspace_id), UserId(user_id), now=now)
    tell(msg("The person no longer reaches anything of the company."))
    return redirect(url_for("people.members", workspace_id=workspace_id), 303)
