"""Why an action is shown and can't be done: the same words and the same way out on every screen."""

from dataclasses import replace

from flask import current_app, url_for

from portal.web._design import Action, Link
from tenants.access.diligence import REASON as DILIGENCE
from tenants.access.rules import NO_MANDATE, NOT_ACCEPTED
from tenants.kernel.actor import Actor, FirmPermission, NotAllowedNow, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.plans.capabilities import FEATURES, Capability


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
    if reason == DILIGENCE:
        return replace(action, refusal=refusal, remedy=_diligence(actor, workspace_id))
    return replace(action, refusal=refusal, remedy=_terms(actor, reason, workspace_id) or _agreement(workspace_id))


def equipped(action: Action, actor: Actor, capability: Capability, workspace_id: WorkspaceId) -> Action:
    """Return an action as it is, or disabled where the plan doesn't have it: which one does, and the way there.

    Whoever may change the agreement is led to the plans, others only told.
    """
    reason = actor.why_lacking(capability, in_=workspace_id)
    if reason is None or not action.allowed:
        return action
    may = actor.may(Permission.MANAGE_AGREEMENT, in_=workspace_id)
    return replace(action, refusal=reason, remedy=plans_link(workspace_id, capability) if may else None)


def plans_link(workspace_id: WorkspaceId, capability: Capability) -> Link | None:
    """Return the way to the plans side by side, with the smallest that has a capability brought out."""
    endpoint = "terms.plans"
    if endpoint not in current_app.view_functions:
        return None
    url = url_for(endpoint, workspace_id=workspace_id, variant=FEATURES[capability].since)
    return Link(msg("Change the plan"), url)


def _terms(actor: Actor, reason: Message, workspace_id: WorkspaceId) -> Link | None:
    """Return the way to new terms that have lapsed, or to the mandate that is missing; None for what else it may be."""
    if "terms.terms" not in current_app.view_functions:
        return None
    if reason == NO_MANDATE:
        return Link(msg("Read the mandate"), url_for("terms.mandate", workspace_id=workspace_id))
    if reason == NOT_ACCEPTED and actor.may(Permission.CREDIT_INVOICES, in_=workspace_id):
        return Link(msg("See what has changed"), url_for("terms.terms", workspace_id=workspace_id))
    return None


def _diligence(actor: Actor, workspace_id: WorkspaceId) -> Link | None:
    """Return the way to the client's due diligence, for those of the firm's staff who may record it."""
    firm_id = actor.workspaces[workspace_id].firm_id
    if firm_id is None or not actor.may_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm_id):
        return None
    return Link(msg("Record the due diligence"), url_for("diligence.of_place", firm_id=firm_id, place_id=workspace_id))


def _agreement(workspace_id: WorkspaceId) -> Link | None:
    endpoint = "approvals.approvals"
    if endpoint not in current_app.view_functions:
        return None
    return Link(msg("See the agreement"), url_for(endpoint, workspace_id=workspace_id))
