"""Starting a collaboration: the firm invites, the client's admin joins and accepts."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import select

from tenants.agreements.actions import Offer, propose_agreement, start_agreement
from tenants.clients.models import Client
from tenants.collaborations.models import Collaboration
from tenants.companies.queries import get_company, standing_of
from tenants.engagements.models import Engagement
from tenants.invitations.actions import Invited, Place, invite, use
from tenants.kernel.actor import Actor, FirmPermission, Permission
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import AgreementId, CollaborationId, CompanyId, EngagementId, FirmId, UserId, WorkspaceId
from tenants.kernel.journal import About, enter, enter_in_firm
from tenants.kernel.language import Language
from tenants.kernel.refusals import Conflict, NotFound
from tenants.terms.actions import Consent, accept_terms
from tenants.workspaces.actions import found_workspace, let_in
from tenants.workspaces.models import Workspace


class WorkspaceThere(Conflict):
    """This company has a workspace already. Its admin has to let you in from there."""


class NothingToAccept(Conflict):
    """No collaboration waits for your acceptance."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A collaboration that was proposed, and the workspace it is about."""

    collaboration_id: CollaborationId
    workspace_id: WorkspaceId


def invite_client(actor: Actor, firm_id: FirmId, engagement_id: EngagementId, offer: Offer, *, now: datetime) -> Begun:
    """Propose a collaboration to a new client: workspace, agreement and invitation to the client's contact.

    Raises:
        NotFound: the engagement isn't this firm's.
        WorkspaceThere: the company is on the platform with a workspace; that is another way in.
        UnknownPlan, UnknownPayer: the offer isn't one that is made.
    """
    actor.must_in_firm(FirmPermission.INVITE_CLIENTS, in_=firm_id)
    engagement = db.session.get(Engagement, (firm_id, engagement_id))
    if engagement is None:
        raise NotFound(engagement_id)
    client = db.session.get_one(Client, (firm_id, engagement.client_id))
    company = get_company(client.company_id)
    if standing_of(company.country, company.business_id).workspace_id is not None:
        raise WorkspaceThere(company.id)
    workspace_id = found_workspace(CompanyId(company.id), now=now)
    agreement_id = propose_agreement(workspace_id, firm_id, offer, country=company.country, now=now)
    collaboration_id = _write(actor, firm_id, engagement, (workspace_id, agreement_id), now)
    who = Invited(client.contact_email, client.contact_name, client.language)
    invite(workspace_id, firm_id, collaboration_id, who, now=now)
    after = {"company": company.name, "variant": offer.variant, "months": offer.months, "payer": offer.payer}
    enter_in_firm(actor, "client_invited", About("collaboration", collaboration_id, after=after), in_=firm_id, now=now)
    return Begun(collaboration_id, workspace_id)


def _write(
    actor: Actor, firm_id: FirmId, engagement: Engagement, under: tuple[WorkspaceId, AgreementId], now: datetime
) -> CollaborationId:
    workspace_id, agreement_id = under
    collaboration = Collaboration(
        workspace_id=workspace_id,
        firm_id=firm_id,
        engagement_id=engagement.id,
        agreement_id=agreement_id,
        state="invited",
        invited_by=cast("UserId", actor.user_id),
        invited_at=now,
    )
    db.session.add(collaboration)
    db.session.flush()
    return CollaborationId(collaboration.id)


def join(place: Place, user_id: UserId, *, now: datetime) -> WorkspaceId:
    """Use an invitation and make its person the workspace's admin; the terms are accepted in a step of its own.

    Raises:
        InvitationUsed, InvitationOver: the link no longer counts.
    """
    use(place, now=now)
    let_in(place.workspace_id, user_id, "admin", now=now)
    return place.workspace_id


def accept_collaboration(
    actor: Actor, workspace_id: WorkspaceId, consent: Consent, *, language: Language, now: datetime
) -> None:
    """Accept the terms in force and the proposed agreement; the collaboration turns active, from today.

    Raises:
        NothingToAccept: nothing is proposed.
        TermsChanged: the terms in force aren't those that were read.
    """
    actor.must(Permission.ACCEPT_TERMS, in_=workspace_id)
    collaboration = db.session.scalar(
        select(Collaboration)
        .where(Collaboration.workspace_id == workspace_id, Collaboration.state == "invited")
        .with_for_update()
    )
    if collaboration is None:
        raise NothingToAccept(workspace_id)
    accept_terms(actor, workspace_id, consent, language=language, now=now)
    workspace = db.session.get_one(Workspace, workspace_id)
    today = local_day(now, get_company(workspace.company_id).country)
    start_agreement(workspace_id, AgreementId(collaboration.agreement_id), on=today)
    collaboration.state = "active"
    collaboration.activated_at = now
    about = About("collaboration", collaboration.id, before={"state": "invited"}, after={"state": "active"})
    enter(actor, "collaboration_accepted", about, in_=workspace_id, now=now)
