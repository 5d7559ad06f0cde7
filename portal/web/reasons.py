"""Why an action is shown and can't be done: the same words and the same way out on every screen."""

from dataclasses import replace

from flask import current_app, url_for

from portal.web._design import Action, Link
from tenants.kernel.actor import Actor, NotAllowedNow, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg


def permitted(action: Action, actor: Actor, permission: Permission, workspace_id: WorkspaceId) -> Action:
    """Return an action as it is, or disabled with the reason where the actor may not do it there now.

    What terms or agreement withhold leads to the page where they are accepted; a role leads nowhere.
    """
    if actor.may(permission, in_=workspace_id):
        return action
    reason = actor.why_not(permission, in_=workspace_id)
    if reason is None:
        return replace(action, refusal=msg("Your role here doesn't allow that."))
    refusal = NotAllowedNow(permission, reason=reason).message
    return replace(action, refusal=refusal, remedy=_agreement(workspace_id))


def _agreement(workspace_id: WorkspaceId) -> Link | None:
    endpoint = "approvals.approvals"
    if endpoint not in current_app.view_functions:
        return None
    return Link(msg("See the agreement"), url_for(endpoint, workspace_id=workspace_id))
