"""The hand-over: who pays a subscriber's plan from the day on which the firm that pays it today is gone."""

from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import select

from tenants.agreements.actions import Agreed, When, propose_change
from tenants.agreements.models import Agreement
from tenants.agreements.queries import Wanted
from tenants.agreements.rules import CLIENT, firm
from tenants.collaborations.models import Collaboration, HandOver
from tenants.collaborations.rules import RUNNING
from tenants.kernel.actor import Actor
from tenants.kernel.db import db
from tenants.kernel.ids import UserId, WorkspaceId


def carry_out(actor: Actor, collaboration: Collaboration, *, now: datetime) -> None:
    """Agree on the payer after a hand-over, in the name of the client's admin who accepts the request.

    It is needed only where another firm pays today. The change waits for the end of that firm's collaboration, so the
    plan is paid by exactly one party on every day. The payer's consent is the firm's own answer in the wizard, or the
    acceptance of the client's admin.
    """
    proposed = _proposed(collaboration)
    if proposed is None:
        return
    workspace_id = WorkspaceId(collaboration.workspace_id)
    agreement = db.session.get_one(Agreement, (workspace_id, collaboration.agreement_id))
    if agreement.payer != "firm" or agreement.payer_firm_id == collaboration.firm_id:
        proposed.state = "unneeded"
        return
    payer = firm(collaboration.firm_id) if proposed.payer == "firm" else CLIENT
    agreed = Agreed(payer, UserId(proposed.asked_by), proposed.asked_at) if proposed.payer == "firm" else None
    awaited = _collaboration_of(workspace_id, cast("UUID", agreement.payer_firm_id))
    when: When = "collaboration_end" if awaited else "renewal"
    propose_change(actor, workspace_id, Wanted(payer=payer), when=when, after=awaited, agreed=agreed, now=now)
    proposed.state, proposed.agreed_by, proposed.agreed_at = "agreed", actor.user_id, now


def drop(collaboration: Collaboration) -> None:
    """Put a proposed hand-over aside, where the request came to nothing."""
    proposed = _proposed(collaboration)
    if proposed is not None:
        proposed.state = "void"


def _proposed(collaboration: Collaboration) -> HandOver | None:
    mine = (HandOver.workspace_id == collaboration.workspace_id, HandOver.collaboration_id == collaboration.id)
    return db.session.scalar(select(HandOver).where(*mine, HandOver.state == "proposed"))


def _collaboration_of(workspace_id: WorkspaceId, firm_id: UUID) -> UUID | None:
    """Return the collaboration of the firm that pays, while it runs."""
    theirs = (Collaboration.workspace_id == workspace_id, Collaboration.firm_id == firm_id)
    running = select(Collaboration.id).where(*theirs, Collaboration.state.in_(RUNNING))
    return db.session.scalar(running)
