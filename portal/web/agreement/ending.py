"""Ending a collaboration: a checklist of what is open, the day, what stays; and calling it off again."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from flask import current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.standing.queries.loose import loose_ends
from portal.auth.gate import current_actor, in_workspace
from portal.edge import clock
from portal.edge.transaction import transaction
from portal.web._design import Field, Option
from portal.web._design.words import Words
from portal.web.agreement.routes import PLACE, blueprint, to_agreement
from portal.web.agreement.words import LOOSE, party_words
from portal.web.posted import posted_day
from portal.web.telling import tell
from tenants.agreements.queries import AgreementFacts
from tenants.agreements.queries.changes import change_rows
from tenants.agreements.queries.standing import find_agreement
from tenants.collaborations.ending import DayPast, Ending, NoAdmin, Outcome, call_ending_off, end_collaboration
from tenants.collaborations.sides import SideRow, side_rows
from tenants.kernel.actor import Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import NotFound
from tenants.workspaces.queries import WorkspaceFacts, get_workspace

__all__ = ["blueprint"]
HERE = f"{PLACE}/collaborations/<uuid:collaboration_id>"
OUTCOMES = frozenset({"continues", "read_only"})
WRONG = 422


@dataclass(frozen=True, slots=True)
class Check:
    """Something that would be left open, with how many and the way to it."""

    label: Words
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class EndPage:
    """What ending a collaboration means, before it is done."""

    workspace: WorkspaceFacts
    side: SideRow
    agreement: AgreementFacts | None
    pays: bool
    successor: Words
    checks: tuple[Check, ...]
    fields: tuple[Field, ...]


@blueprint.get(f"{HERE}/end")
@in_workspace(Permission.MANAGE_AGREEMENT)
def end(workspace_id: UUID, collaboration_id: UUID) -> str:
    """Show what is open and ask from which day, and what stays."""
    return _show(WorkspaceId(workspace_id), collaboration_id)


@blueprint.post(f"{HERE}/end")
@in_workspace(Permission.MANAGE_AGREEMENT)
def end_it(workspace_id: UUID, collaboration_id: UUID) -> Response | tuple[str, int]:
    """End the collaboration, today or on a later day."""
    where = WorkspaceId(workspace_id)
    ends_on, outcome = posted_day("ends_on"), request.form.get("outcome", "")
    wrong: dict[str, Message] = {}
    if ends_on is None:
        wrong["ends_on"] = msg("Write a day.")
    if outcome not in OUTCOMES:
        wrong["outcome"] = msg("Choose one.")
    if wrong or ends_on is None:
        return _show(where, collaboration_id, wrong), WRONG
    ending = Ending(ends_on, cast("Outcome", outcome))
    try:
        with transaction(acting=workspace_id) as now:
            end_collaboration(current_actor(), where, collaboration_id, ending, loose=loose_ends, now=now)
    except DayPast as refusal:
        return _show(where, collaboration_id, {"ends_on": refusal.message}), WRONG
    except NoAdmin as refusal:
        return _show(where, collaboration_id, {"outcome": refusal.message}), WRONG
    tell(msg("The end of the collaboration is written down. Both sides are told by e-mail."))
    return _away(where, ending, now)


@blueprint.post(f"{HERE}/call-off")
@in_workspace(Permission.MANAGE_AGREEMENT)
def call_off(workspace_id: UUID, collaboration_id: UUID) -> Response:
    """Take an end back that hasn't come yet."""
    with transaction(acting=workspace_id) as now:
        call_ending_off(current_actor(), WorkspaceId(workspace_id), collaboration_id, now=now)
    tell(msg("The collaboration goes on."))
    return to_agreement(workspace_id)


def _show(workspace_id: WorkspaceId, collaboration_id: UUID, wrong: dict[str, Message] | None = None) -> str:
    workspace, facts = get_workspace(workspace_id), find_agreement(workspace_id)
    g.country = workspace.country
    side = next((row for row in side_rows(workspace_id) if row.id == collaboration_id and row.is_running), None)
    if side is None:
        raise NotFound(collaboration_id)
    pays = facts is not None and facts.payer_firm_id == side.firm_id
    page = EndPage(
        workspace=workspace,
        side=side,
        agreement=facts,
        pays=pays,
        successor=_successor(workspace) if pays else "",
        checks=tuple(_check(each.kind, each.count, workspace_id) for each in loose_ends(workspace_id)),
        fields=_fields(workspace, clock.now(), wrong or {}),
    )
    return render_template("agreement/end.html", page=page)


def _successor(workspace: WorkspaceFacts) -> Words:
    """Return who has agreed to pay from the day on which the firm that pays today leaves; empty where nobody has."""
    agreed = (row for row in change_rows(workspace.id) if row.state == "agreed")
    payers = (row.wanted.payer for row in agreed if row.takes_effect == "collaboration_end")
    payer = next((payer for payer in payers if payer), None)
    return party_words(payer, workspace.name, side_rows(workspace.id)) if payer else ""


def _check(kind: str, count: int, workspace_id: WorkspaceId) -> Check:
    label, endpoint = LOOSE[kind]
    known = endpoint in current_app.view_functions
    return Check(label, count, url_for(endpoint, workspace_id=workspace_id) if known else "")


def _fields(workspace: WorkspaceFacts, now: datetime, wrong: dict[str, Message]) -> tuple[Field, ...]:
    today = local_day(now, workspace.country).isoformat()
    return (
        Field(
            name="ends_on",
            label=msg("First day without the collaboration"),
            kind="date",
            value=request.form.get("ends_on", today),
            hint=msg("Today ends it at once: the firm's people are out at their next click."),
            required=True,
            errors=(wrong["ends_on"],) if "ends_on" in wrong else (),
        ),
        Field(
            name="outcome",
            label=msg("What stays for the client?"),
            kind="radio",
            value=request.form.get("outcome", ""),
            required=True,
            options=(
                Option("continues", msg("The plan goes on"), hint=msg("The client goes on by itself or with others.")),
                Option(
                    "read_only",
                    msg("The plan ends"),
                    hint=msg("Books and history can be read and taken out; nothing new is made."),
                ),
            ),
            errors=(wrong["outcome"],) if "outcome" in wrong else (),
        ),
    )


def _away(workspace_id: WorkspaceId, ending: Ending, now: datetime) -> Response:
    """Return the way on: a firm that has just left is led to its register."""
    firm_id = current_actor().workspaces[workspace_id].firm_id
    today = local_day(now, get_workspace(workspace_id).country)
    if firm_id is not None and ending.ends_on <= today:
        return redirect(url_for("clients.clients", firm_id=firm_id), 303)
    return to_agreement(workspace_id)
