"""The plan of a workspace: looked at, changed with the consent it needs, cancelled and kept."""

from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_workspace
from portal.edge import clock
from portal.edge.transaction import transaction
from portal.web._design.filters import day
from portal.web.agreement.change_page import change_page, chosen_in
from portal.web.agreement.page import agreement_page
from portal.web.agreement.words import CHANGE_STATES, CHARGE_KINDS, EFFECTS, LOOSE
from portal.web.telling import tell
from tenants.agreements.actions import (
    cancel_agreement,
    consent_to_change,
    keep_agreement,
    refuse_change,
    withdraw_change,
)
from tenants.agreements.queries.standing import end_if_cancelled_today, find_agreement
from tenants.collaborations.changing import change_terms
from tenants.collaborations.endings import EndingFacts
from tenants.kernel.actor import Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Refusal
from tenants.plans.rules import plan_name
from tenants.workspaces.queries import get_workspace

blueprint = Blueprint("agreement", __name__, template_folder="templates")
PLACE = "/w/<uuid:workspace_id>/agreement"
CHANGE = f"{PLACE}/changes/<uuid:change_id>"
Answer = str | Response | tuple[str, int]


@blueprint.get(PLACE)
@in_workspace(Permission.SEE_WORKSPACE)
def agreement(workspace_id: UUID) -> str:
    """Show how the plan stands, what waits, and who works here."""
    g.country = get_workspace(workspace_id).country
    page = agreement_page(current_actor(), WorkspaceId(workspace_id), now=clock.now())
    words = {"states": CHANGE_STATES, "effects": EFFECTS, "kinds": CHARGE_KINDS, "plan_name": plan_name}
    return render_template("agreement/agreement.html", page=page, loose=_loose, **words)


@blueprint.get(f"{PLACE}/change")
@in_workspace(Permission.MANAGE_AGREEMENT)
def change(workspace_id: UUID) -> Answer:
    """Ask what is to be different, and show what it costs before anybody confirms it."""
    g.country = get_workspace(workspace_id).country
    page = change_page(current_actor(), WorkspaceId(workspace_id), now=clock.now())
    if page is None:
        return to_agreement(workspace_id)
    return render_template("agreement/change.html", page=page, effects=EFFECTS)


@blueprint.post(f"{PLACE}/change")
@in_workspace(Permission.MANAGE_AGREEMENT)
def propose(workspace_id: UUID) -> Response:
    """Ask for the change that was reviewed."""
    where = WorkspaceId(workspace_id)
    facts = find_agreement(where)
    if facts is None:
        return to_agreement(workspace_id)
    chosen = chosen_in(facts)
    try:
        with transaction(acting=workspace_id) as now:
            change_terms(current_actor(), where, chosen.wanted, when=chosen.when, now=now)
    except Refusal as refusal:
        tell(refusal.message, "bad")
    else:
        tell(msg("The change is written down. Whoever must agree is asked by e-mail."))
    return to_agreement(workspace_id)


@blueprint.post(f"{CHANGE}/consent")
@in_workspace(Permission.MANAGE_AGREEMENT)
def consent(workspace_id: UUID, change_id: UUID) -> Response:
    """Agree to a change."""
    with transaction(acting=workspace_id) as now:
        consent_to_change(current_actor(), WorkspaceId(workspace_id), change_id, now=now)
    tell(msg("You have agreed to the change."))
    return to_agreement(workspace_id)


@blueprint.post(f"{CHANGE}/refuse")
@in_workspace(Permission.MANAGE_AGREEMENT)
def refuse(workspace_id: UUID, change_id: UUID) -> Response:
    """Say no to a change; everything stays as it is."""
    with transaction(acting=workspace_id) as now:
        reason = request.form.get("reason", "")[:1000]
        refuse_change(current_actor(), WorkspaceId(workspace_id), change_id, reason, now=now)
    tell(msg("You have refused the change. Everything stays as it is."))
    return to_agreement(workspace_id)


@blueprint.post(f"{CHANGE}/withdraw")
@in_workspace(Permission.MANAGE_AGREEMENT)
def withdraw(workspace_id: UUID, change_id: UUID) -> Response:
    """Take back a change that was asked for."""
    with transaction(acting=workspace_id) as now:
        withdraw_change(current_actor(), WorkspaceId(workspace_id), change_id, now=now)
    tell(msg("The change is withdrawn."))
    return to_agreement(workspace_id)


@blueprint.get(f"{PLACE}/cancel")
@in_workspace(Permission.MANAGE_AGREEMENT)
def cancel(workspace_id: UUID) -> Answer:
    """Say when the agreement would end, before it is cancelled."""
    workspace = get_workspace(workspace_id)
    g.country = workspace.country
    facts = find_agreement(workspace_id)
    if facts is None:
        return to_agreement(workspace_id)
    ends_on = end_if_cancelled_today(workspace_id, on=local_day(clock.now(), workspace.country))
    return render_template("agreement/cancel.html", workspace=workspace, agreement=facts, ends_on=ends_on)


@blueprint.post(f"{PLACE}/cancel")
@in_workspace(Permission.MANAGE_AGREEMENT)
def cancel_now(workspace_id: UUID) -> Response:
    """Cancel the agreement."""
    with transaction(acting=workspace_id) as now:
        ends_on = cancel_agreement(current_actor(), WorkspaceId(workspace_id), now=now)
    tell(msg("The agreement is cancelled and ends on %(day)s.", day=day(ends_on)))
    return to_agreement(workspace_id)


@blueprint.post(f"{PLACE}/keep")
@in_workspace(Permission.MANAGE_AGREEMENT)
def keep(workspace_id: UUID) -> Response:
    """Take a cancellation back."""
    with transaction(acting=workspace_id) as now:
        keep_agreement(current_actor(), WorkspaceId(workspace_id), now=now)
    tell(msg("The agreement goes on and renews again."))
    return to_agreement(workspace_id)


def to_agreement(workspace_id: UUID) -> Response:
    """Return the way back to the agreement."""
    return redirect(url_for("agreement.agreement", workspace_id=workspace_id), 303)


def _loose(ending: EndingFacts) -> list[tuple[object, int]]:
    """Return what was open when an end was asked for, in words; what was nil isn't worth one."""
    return [(LOOSE[kind][0], count) for kind, count in ending.left_open.items() if count and kind in LOOSE]
