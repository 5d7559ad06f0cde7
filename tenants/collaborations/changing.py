"""Changing what a collaboration rests on: the agreement, or the engagement it belongs to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from tenants.agreements.actions import When, propose_change
from tenants.agreements.queries import Wanted
from tenants.agreements.rules import side_of
from tenants.collaborations.models import Collaboration
from tenants.collaborations.rules import RUNNING
from tenants.engagements.models import Engagement
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.refusals import NotFound


def change_terms(actor: Actor, workspace_id: WorkspaceId, wanted: Wanted, *, when: When, now: datetime) -> UUID:
    """Ask for a change like `propose_change`; another engagement for now is moved to at once.

    Raises:
        NotFound: the engagement isn't the asking firm's, or the firm doesn't work here.
        NoAgreement, AgreementEnds, NothingChanges, UnknownPlan, NothingCharged.
    """
    actor.must(Permission.MANAGE_AGREEMENT, in_=workspace_id)
    if wanted.engagement_id is not None:
        firm_id = side_of(actor, workspace_id).firm_id
        mine = (Engagement.firm_id == firm_id, Engagement.id == wanted.engagement_id)
        if db.session.scalar(select(Engagement.id).where(*mine)) is None:
            raise NotFound(wanted.engagement_id)
    change_id = propose_change(actor, workspace_id, wanted, when=when, now=now)
    if wanted.engagement_id is not None and when == "now":
        move(workspace_id, wanted.engagement_id)
    return change_id


def move(workspace_id: WorkspaceId, engagement_id: UUID) -> None:
    """Have the running collaboration of the engagement's firm belong to it from now on; its team follows."""
    firm_id = db.session.scalar(select(Engagement.firm_id).where(Engagement.id == engagement_id))
    running = (
        select(Collaboration)
        .where(
            Collaboration.workspace_id == workspace_id,
            Collaboration.firm_id == firm_id,
            Collaboration.state.in_(RUNNING),
        )
        .with_for_update()
    )
    for collaboration in db.session.scalars(running):
        collaboration.engagement_id = engagement_id
